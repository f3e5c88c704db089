using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Psychometrics.Forms;

/// <summary>
/// An instrument as it is handed out: every item is answered with one number, once with the numbers rising with agreement and once falling.
/// A questionnaire has five points from 1; behaviour scenarios have two from 0, so that their score is the probability of the high deed.
/// </summary>
public sealed class TestForm
{
    /// <summary>The behaviour scenarios' name.</summary>
    public const string Scenarios = "scenarios";

    private readonly Dictionary<string, TestItem> _byId;

    public TestForm(string name, int points, double lowest, IReadOnlyList<TestItem> items)
    {
        if (points < 2) throw new ArgumentOutOfRangeException(nameof(points), points, "An item has at least two options.");
        (Name, Points, Lowest, Items) = (name, points, lowest, items);
        _byId = items.ToDictionary(i => i.Id, StringComparer.Ordinal);
    }

    public string Name { get; }

    /// <summary>Options of an item.</summary>
    public int Points { get; }

    /// <summary>What the lowest option counts.</summary>
    public double Lowest { get; }

    public double Middle => Lowest + ((Points - 1) / 2.0);

    public IReadOnlyList<TestItem> Items { get; }

    public TestItem this[string id] => _byId.GetValueOrDefault(id) ?? throw new KeyNotFoundException($"{Name} has no item '{id}'.");

    /// <summary>The numbers to answer with.</summary>
    public ScaleShape Shape => new(1, Points);

    /// <summary>A questionnaire of <c>prompts/instruments</c>, or <see cref="Scenarios"/>.</summary>
    /// <exception cref="Native.InputException">Names file, line, field and reason.</exception>
    public static TestForm Load(PromptLibrary prompts, string name) => name == Scenarios ? OfScenarios(prompts) : OfQuestionnaire(prompts, Instrument.Load(prompts, name));

    public static TestForm OfQuestionnaire(PromptLibrary prompts, Instrument instrument)
    {
        var (forward, reversed) = (prompts["probes/item"], prompts["probes/item-reversed"]);
        return new TestForm(instrument.Name, 5, 1, [.. instrument.Items.Select(i => new TestItem(i.Id, i.Trait, i.Plus, i.Facet, i.InFirstPerson, forward.Fill(("sentence", i.InFirstPerson)), reversed.Fill(("sentence", i.InFirstPerson))))]);
    }

    /// <summary>The same form with some of its items, e.g. those of two facets.</summary>
    public TestForm Only(Func<TestItem, bool> wanted) => new(Name, Points, Lowest, [.. Items.Where(wanted)]);

    private static TestForm OfScenarios(PromptLibrary prompts)
    {
        var text = prompts["probes/scenario-numbered"];
        return new TestForm(Scenarios, 2, 0, [.. Scenario.Load(prompts).Select(s => new TestItem(s.Id, s.Trait, true, "", s.Situation, Ask(s, s.Low, s.High), Ask(s, s.High, s.Low)))]);
        string Ask(Scenario s, string first, string second) => text.Fill(("situation", s.Situation), ("first", first), ("second", second));
    }
}
