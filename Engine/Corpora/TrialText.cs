using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Corpora;

/// <summary>The sentences of one trait of the trial corpus; index 0 is low, 1 is high.</summary>
public sealed record TrialTrait(string Name, IReadOnlyList<string>[] Names, IReadOnlyList<string>[] Lines, IReadOnlyList<(string Text, bool High)> Items, IReadOnlyList<(string Low, string High)> Acts);

/// <summary>The sentences of the trial corpus, from a file that can be edited; the traits are those that have acts.</summary>
public sealed class TrialText
{
    private const string Acts = " acts";

    public TrialText(PromptLibrary library, string name)
    {
        var sections = PromptSections.Read(library, name);
        Neutral = sections.Lines("neutral lines");
        Traits = [.. sections.Headings.Where(h => h.EndsWith(Acts, StringComparison.Ordinal)).Select(h => Read(sections, h[..^Acts.Length]))];
        if (Traits.Count == 0) throw sections.Refuse("has no section '# X acts', so it has no trait");
    }

    public IReadOnlyList<string> Neutral { get; }

    public IReadOnlyList<TrialTrait> Traits { get; }

    /// <summary>What a speaker is asked about a choice between two deeds.</summary>
    public static string Choice(string first, string second) => $"What do you do: {first}, or {second}?";

    public static string Rating(string item) => $"How well does this fit you, from 1 to 5? {item}";

    /// <summary>What invites a speaker to begin.</summary>
    public const string Opening = "Tell me about yourself.";

    /// <summary>What leaves a speaker all deeds to choose from.</summary>
    public const string Wish = "What will you do?";

    private static TrialTrait Read(PromptSections sections, string trait) => new(
        trait,
        [sections.Lines(trait + " low names"), sections.Lines(trait + " high names")],
        [sections.Lines(trait + " low lines"), sections.Lines(trait + " high lines")],
        [.. sections.Rows(trait + " items", 2).Select(r => (r[0], r[1] switch { "+" => true, "-" => false, _ => throw sections.Refuse($"has the item '{r[0]}' with '{r[1]}' where + or - is expected") }))],
        [.. sections.Rows(trait + Acts, 2).Select(r => (Low: r[1], High: r[0]))]);
}
