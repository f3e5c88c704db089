using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// Sentences about oneself that are put together: a phrase of a trait's pole in a frame that affirms or denies it. There are so many that a model
/// must read them; known by heart they would say nothing of a sentence it has not met. A tenth of the phrases is for validation alone.
/// </summary>
internal sealed class SpeakerPhrases
{
    private const double Denied = 0.25;
    private const double Worn = 0.5;
    private const double Joined = 0.3;
    private const double Kept = 0.65; // of a worn phrase's words
    private const string Place = "...";
    private static readonly string[] _kinds = ["do", "be", "like", "have"];
    private readonly IReadOnlyList<string>[][] _frames; // by kind, then whether they affirm
    private readonly IReadOnlyList<(int Kind, string Text)>[][][] _phrases; // by split, trait and pole
    private readonly IReadOnlyList<string>[][][] _deeds; // the phrases that are something to do
    private readonly IReadOnlyList<string> _situations;
    private readonly AlikeSearch _locked;

    /// <param name="locked">What no sentence may say.</param>
    public SpeakerPhrases(PromptLibrary prompts, string name, AlikeSearch locked, Func<string, bool> validation)
    {
        _locked = locked;
        var sections = PromptSections.Read(prompts, name);
        _situations = sections.Lines("situations");
        _frames = [.. _kinds.Select(k => new[] { sections.Lines($"frames {k} -"), sections.Lines($"frames {k} +") })];
        var excluded = new List<string>();
        IReadOnlyList<IReadOnlySet<string>>[] frames = [.. _frames.Select(kind => kind.SelectMany(f => f).Select(f => Lint.Stems(Fill(f, ""))).DistinctBy(s => string.Join(' ', s.Order(StringComparer.Ordinal))).ToList())];
        var all = new List<(int Trait, int Pole, int Kind, string Text)>();
        foreach (var (trait, letter) in Traits.Letters.Index())
        {
            for (var pole = 0; pole < 2; pole++)
            {
                foreach (var (kind, word) in _kinds.Index())
                {
                    var heading = $"{letter} {(pole == 1 ? "high" : "low")} {word}";
                    if (!sections.Headings.Contains(heading, StringComparer.OrdinalIgnoreCase)) continue; // nobody says that they like their fears
                    foreach (var text in sections.Lines(heading))
                    {
                        // a frame's own words must not hide what a phrase says
                        var stems = Lint.Stems(text);
                        if (frames[kind].Any(f => locked.Finds(stems.Union(f).ToHashSet(StringComparer.Ordinal)))) excluded.Add(text);
                        else all.Add((trait, pole, kind, text));
                    }
                }
            }
        }

        Excluded = excluded;
        _phrases = [.. Enumerable.Range(0, 2).Select(part => Enumerable.Range(0, Traits.Letters.Length).Select(t => Enumerable.Range(0, 2).Select(p => (IReadOnlyList<(int, string)>)[.. all.Where(a => a.Trait == t && a.Pole == p && validation(a.Text) == (part == 1)).Select(a => (a.Kind, a.Text))]).ToArray()).ToArray())];
        _deeds = [.. _phrases.Select(part => part.Select(t => t.Select(p => (IReadOnlyList<string>)[.. p.Where(x => x.Kind == 0).Select(x => x.Text)]).ToArray()).ToArray())];
    }

    /// <summary>Phrases that the locked instrument keeps out.</summary>
    public IReadOnlyList<string> Excluded { get; }

    /// <summary>Phrases of a part, of all traits.</summary>
    public int Count(CorpusSplit split) => _phrases[(int)split].Sum(t => t.Sum(p => p.Count));

    /// <summary>The phrases of one end of a trait.</summary>
    public IEnumerable<string> Of(int trait, bool plus, CorpusSplit split) => _phrases[(int)split][trait][plus ? 1 : 0].Select(p => p.Text);

    /// <summary>A sentence that somebody high in the trait agrees with, or one that somebody low does.</summary>
    /// <param name="denies">Whether some frames turn their phrase's meaning round.</param>
    /// <param name="wears">Whether in training some phrases lose words or stand two together: who reads them must go by what each word says, where
    /// whole phrases would be known by heart, all ten thousand of them.</param>
    public string Sentence(int trait, bool plus, bool denies, CorpusSplit split, ref CounterRng rng, bool wears = false)
    {
        var affirms = !denies || rng.NextDouble() >= Denied;
        var from = _phrases[(int)split][trait][plus == affirms ? 1 : 0];
        var (kind, text) = from[rng.NextInt(from.Count)];
        var frames = _frames[kind][affirms ? 1 : 0];
        var frame = frames[rng.NextInt(frames.Count)];
        if (!wears || split != CorpusSplit.Training) return Fill(frame, text);
        var worn = text;
        if (rng.NextDouble() < Joined && from[rng.NextInt(from.Count)] is var other && other.Kind == kind) worn = $"{text} and {other.Text}";
        if (rng.NextDouble() < Worn) worn = Wear(worn, ref rng);
        // two phrases, or what is left of one, can say what neither did
        return Fill(frame, worn == text || _locked.Finds(Lint.Stems(Fill(frame, worn))) ? text : worn);
    }

    /// <summary>Two things to do, one of each end of a trait: a choice that nobody can know by heart.</summary>
    public SpeakerPair Choice(int trait, CorpusSplit split, ref CounterRng rng)
    {
        var situation = _situations[rng.NextInt(_situations.Count)];
        var (high, low) = (Deed(trait, true, split, ref rng), Deed(trait, false, split, ref rng));
        return new SpeakerPair("", trait, situation, high, low, 0, new ContrastItem("", Traits.Letters[trait], 0, "", ContrastSplit.Train, ContrastKind.Scenario, situation, true, high, low));
    }

    private string Deed(int trait, bool plus, CorpusSplit split, ref CounterRng rng)
    {
        var from = _deeds[(int)split][trait][plus ? 1 : 0];
        var text = from[rng.NextInt(from.Count)];
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static string Wear(string text, ref CounterRng rng)
    {
        var words = text.Split(' ');
        var kept = new List<string>(words.Length);
        foreach (var word in words)
        {
            if (rng.NextDouble() < Kept) kept.Add(word);
        }

        return kept.Count > 0 ? string.Join(' ', kept) : words[rng.NextInt(words.Length)];
    }

    private static string Fill(string frame, string phrase) => frame.Replace(Place, phrase, StringComparison.Ordinal);
}
