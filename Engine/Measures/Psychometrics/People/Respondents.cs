using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Measures.Psychometrics.People;

/// <summary>
/// Makes respondents who stand in no run: a setting that all share, a persona text where one is given, a name. Without a persona text the
/// prompt is the same for every dose, byte for byte, and so is what is shared: a dose of 0 is the baseline of all others.
/// </summary>
public sealed class Respondents
{
    /// <summary>Whoever has no name of their own: the same for all, because a name alone says something to a model.</summary>
    public const string AnyName = "Robin";

    public const string BaselineId = "baseline";

    /// <summary>The levels that a researcher names from 1 to 7 are -3 to 3 in the texts.</summary>
    public const int MiddleLevel = PersonaText.Highest + 1;

    private readonly Block _setting;
    private readonly PromptText _alone;
    private readonly PersonaText[] _texts;

    public Respondents(PromptLibrary prompts)
    {
        _setting = new Block("setting", "system", prompts["probes/setting"].Fill() + "\n");
        _alone = prompts["probes/alone"];
        _texts = [.. Enumerable.Range(1, PersonaText.Wordings).Select(w => new PersonaText(prompts, w))];
    }

    /// <summary>Nobody in particular, undosed: what shifts are measured from.</summary>
    public Respondent Baseline(DoseScope scope = DoseScope.Suffix) => Dosed([], scope) with { Id = BaselineId };

    /// <summary>Nobody in particular, under doses.</summary>
    public Respondent Dosed(IReadOnlyList<DirectionDose> doses, DoseScope scope = DoseScope.Suffix) =>
        new("dose " + Words(doses), [_setting, You(AnyName)]) { SharedBlocks = 1, Doses = doses, Scope = scope, Person = AnyName, Acts = Of(doses) };

    /// <summary>Somebody described in words, and dosed too where doses are given.</summary>
    /// <param name="wording">From 1.</param>
    public Respondent Described(Person person, int wording, IReadOnlyList<DirectionDose>? doses = null, DoseScope scope = DoseScope.Suffix)
    {
        doses ??= [];
        return new Respondent(string.Create(CultureInfo.InvariantCulture, $"{person.Name}/{wording}{(doses.Count > 0 ? "/" + Words(doses) : "")}"), [_setting, _texts[wording - 1].Of(person.Name, person.Traits), You(person.Name)])
        {
            // a description that nothing steers is computed once for all items
            SharedBlocks = doses.Any(d => d.Dose != 0) ? 1 : 3,
            Doses = doses,
            Scope = scope,
            Person = person.Name,
            Wording = wording,
            Meant = person.Traits,
            Acts = Sum(person.Traits, Of(doses)),
        };
    }

    /// <summary>
    /// The series that show what a level of a text achieves: every trait at every level wanted, the others in the middle; the middle once for all.
    /// </summary>
    /// <param name="levels">-3 to 3.</param>
    public IEnumerable<Respondent> Series(IReadOnlyList<int> levels, IReadOnlyList<int> wordings)
    {
        foreach (var wording in wordings)
        {
            if (levels.Contains(0)) yield return At('E', 0, wording) with { Id = string.Create(CultureInfo.InvariantCulture, $"all {Shown(0)}/{wording}"), Person = "all 4" };
            foreach (var letter in Traits.Letters)
            {
                foreach (var level in levels.Where(l => l != 0)) yield return At(letter, level, wording);
            }
        }
    }

    /// <summary>The personality that a trait's level stands for, and the middle of all others.</summary>
    public static Traits AtLevel(char trait, int level)
    {
        Span<double> five = stackalloc double[Traits.Letters.Length];
        five[Traits.Letters.IndexOf(trait, StringComparison.Ordinal)] = PersonaText.MiddleOf(level);
        return Traits.Of(five);
    }

    /// <summary>Doses of the trait directions as a personality, for rules; other directions mean nothing to them.</summary>
    public static Traits Of(IReadOnlyList<DirectionDose> doses)
    {
        Span<double> five = stackalloc double[Traits.Letters.Length];
        foreach (var dose in doses)
        {
            if (dose.Direction.Length == 1 && Traits.Letters.IndexOf(dose.Direction[0], StringComparison.Ordinal) is var t and >= 0) five[t] += dose.Dose;
        }

        return Traits.Of(five);
    }

    private Respondent At(char letter, int level, int wording)
    {
        var person = string.Create(CultureInfo.InvariantCulture, $"{letter} {Shown(level)}");
        return Described(new Person(AnyName, AtLevel(letter, level)), wording) with { Id = string.Create(CultureInfo.InvariantCulture, $"{person}/{wording}"), Person = person, Varied = (letter, level) };
    }

    private static int Shown(int level) => level + MiddleLevel;

    private Block You(string name) => new("you", "user", _alone.Fill(("name", name)) + "\n");

    private static Traits Sum(Traits one, Traits other)
    {
        Span<double> five = stackalloc double[Traits.Letters.Length];
        for (var t = 0; t < five.Length; t++) five[t] = one[t] + other[t];
        return Traits.Of(five);
    }

    private static string Words(IReadOnlyList<DirectionDose> doses) =>
        doses.Count == 0 ? "0" : string.Join(' ', doses.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Direction}{d.Dose:+0.#######;-0.#######;+0}")));
}
