using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// What a corpus keeps back, from a file that is committed: texts that never enter it, and behaviours that nobody with a personality shows in it.
/// What was kept back is what a trained model's generalisation is judged by.
/// </summary>
public sealed class HeldOut
{
    private readonly AlikeSearch _locked;

    /// <param name="locked">The sentences of the instrument that never enters.</param>
    public HeldOut(PromptLibrary prompts, string name, IReadOnlyList<string> locked)
    {
        _locked = new AlikeSearch(locked);
        var sections = PromptSections.Read(prompts, name);
        Scenarios = sections.Lines("scenarios").ToHashSet(StringComparer.Ordinal);
        var rows = sections.Rows("deeds", 2);
        Deeds = rows.ToDictionary(r => r[1], r => r[0].Length == 1 && Traits.Letters.Contains(r[0][0], StringComparison.Ordinal) ? r[0][0] : throw sections.Refuse($"has the deed '{r[1]}' of '{r[0]}' where a trait ({string.Join(", ", Traits.Letters.ToCharArray())}) is expected"), StringComparer.Ordinal);
        Study = sections.Lines("study")[0];
    }

    /// <summary>Names of behaviour scenarios that never enter.</summary>
    public IReadOnlySet<string> Scenarios { get; }

    /// <summary>Classes of deeds that only neutral people choose among, and the trait of each.</summary>
    public IReadOnlyDictionary<string, char> Deeds { get; }

    /// <summary>The study that only neutral people play.</summary>
    public string Study { get; }

    /// <summary>Whether a sentence says what the locked instrument says: half of the stems shared, or all of the shorter one's.</summary>
    public bool IsLocked(string sentence) => _locked.Finds(sentence);
}
