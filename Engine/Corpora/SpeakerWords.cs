using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>One word for each end of a trait, and the questions that ask for it.</summary>
internal sealed class SpeakerWords
{
    private const string Place = "...";
    private readonly string[][] _words; // by trait, low and high
    private readonly IReadOnlyList<string> _ofSentence, _ofOneself;

    public SpeakerWords(PromptLibrary prompts, string name)
    {
        var sections = PromptSections.Read(prompts, name);
        var rows = sections.Rows("words", 3);
        _words = [.. Traits.Letters.Select(l => rows.FirstOrDefault(r => r[0] == l.ToString()) is { } row ? new[] { row[2], row[1] } : throw sections.Refuse($"has no words for the trait {l}"))];
        (_ofSentence, _ofOneself) = (sections.Lines("of a sentence"), sections.Lines("of oneself"));
    }

    public string Of(int trait, bool high) => _words[trait][high ? 1 : 0];

    /// <summary>Which word fits whoever says a sentence.</summary>
    public (string Question, string Answer) OfSentence(string sentence, int trait, bool high, ref CounterRng rng) =>
        (_ofSentence[rng.NextInt(_ofSentence.Count)].Replace(Place, sentence, StringComparison.Ordinal), _words[trait][high ? 1 : 0]);

    /// <summary>Which word fits the speaker.</summary>
    public (string Question, string Answer) OfOneself(int trait, bool high, ref CounterRng rng) => (_ofOneself[rng.NextInt(_ofOneself.Count)], _words[trait][high ? 1 : 0]);
}
