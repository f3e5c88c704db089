using System.Globalization;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// Everything that speakers say, rate and choose, by trait: the contrast sets' training items, the questionnaire items that say nothing that the
/// locked instrument says, the scenarios that are not held out, and the sentences of the trial. A tenth of all is for validation alone.
/// </summary>
internal sealed class SpeakerTexts
{
    public const string LockedInstrument = "ipip-50";
    public const string UsedInstrument = "ipip-neo-120";
    private const int ValidationPart = 10;

    public SpeakerTexts(PromptLibrary prompts, NanoConfig config)
    {
        List<string> locked = [.. Instrument.Load(prompts, LockedInstrument).Items.Select(i => i.Text)];
        Held = new HeldOut(prompts, config.HeldOut, locked);
        Frames = ContrastFrames.Read(Path.Combine(prompts.Folder, "contrast"));
        var trial = new TrialText(prompts, config.Text);
        Neutral = trial.Neutral;
        Names = [.. Traits.Letters.Select(l => trial.Traits.First(t => Of(t.Name[0]) == Of(l)).Names.Select(pole => (IReadOnlyList<string>)[.. pole.Where(n => !Held.IsLocked(n))]).ToArray())];
        var (items, pairs) = (new List<SpeakerItem>(), new List<SpeakerPair>());
        foreach (var item in Instrument.Load(prompts, UsedInstrument).Items) items.Add(Item("neo " + item.Id, Of(item.Trait), item.Plus, item.InFirstPerson));
        foreach (var letter in Traits.Letters)
        {
            foreach (var item in ContrastSet.Read(Path.Combine(prompts.Folder, "contrast", letter + ".jsonl")).Items.Where(i => i.Split == ContrastSplit.Train))
            {
                pairs.Add(new SpeakerPair(item.Id, Of(letter), item.Situation, item.High, item.Low, Fold(item.Id), item));
                if (item.Kind != ContrastKind.Statement) continue;
                items.Add(Item(item.Id + " +", Of(letter), true, item.High));
                items.Add(Item(item.Id + " -", Of(letter), false, item.Low));
            }
        }

        foreach (var (number, trait) in trial.Traits.Index())
        {
            foreach (var (i, item) in trait.Items.Index()) items.Add(Item(string.Create(CultureInfo.InvariantCulture, $"trial {number} {i}"), Of(trait.Name[0]), item.High, item.Text));
            for (var pole = 0; pole < 2; pole++)
            {
                foreach (var (i, line) in trait.Lines[pole].Index()) items.Add(Item(string.Create(CultureInfo.InvariantCulture, $"line {number} {pole} {i}"), Of(trait.Name[0]), pole == 1, line));
            }
        }

        foreach (var s in Scenario.Load(prompts).Where(s => !Held.Scenarios.Contains(s.Id))) pairs.Add(new SpeakerPair("scenario " + s.Id, Of(s.Trait), s.Situation, s.High, s.Low, Fold(s.Id), null));
        var usable = items.Where(i => !Held.IsLocked(i.Sentence)).ToList();
        Items = Parts(usable, i => i.Id, i => i.Trait);
        Words = new SpeakerWords(prompts, config.Words);
        Phrases = new SpeakerPhrases(prompts, config.Phrases, new AlikeSearch([.. locked, .. Items[(int)CorpusSplit.Validation].SelectMany(t => t).Select(i => i.Sentence)]), IsValidation);
        Excluded = [.. items.Except(usable).Select(i => i.Sentence), .. Phrases.Excluded];
        var free = pairs.Where(p => p.Situation.Length > 0 || !(Held.IsLocked(p.High) || Held.IsLocked(p.Low))).ToList();
        Statements = Parts(free.Where(p => p.Situation.Length == 0), p => p.Id, p => p.Trait);
        Choices = Parts(free.Where(p => p.Situation.Length > 0), p => p.Id, p => p.Trait);
    }

    public HeldOut Held { get; }

    public ContrastFrames Frames { get; }

    public IReadOnlyList<string> Neutral { get; }

    /// <summary>Sentences that say a trait outright, by trait and pole.</summary>
    public IReadOnlyList<IReadOnlyList<string>[]> Names { get; }

    /// <summary>Sentences that the locked instrument keeps out.</summary>
    public IReadOnlyList<string> Excluded { get; }

    /// <summary>Sentences that are put together.</summary>
    public SpeakerPhrases Phrases { get; }

    /// <summary>One word for each end of a trait.</summary>
    public SpeakerWords Words { get; }

    /// <summary>By split, then by trait.</summary>
    public IReadOnlyList<SpeakerItem>[][] Items { get; private set; }

    public IReadOnlyList<SpeakerPair>[][] Statements { get; private set; }

    public IReadOnlyList<SpeakerPair>[][] Choices { get; private set; }

    /// <summary>What the training part says of each end of a trait: twice the trait, and one more for its upper end.</summary>
    public IEnumerable<LabelledText> Labelled
    {
        get
        {
            const int Part = (int)CorpusSplit.Training;
            foreach (var item in Items[Part].SelectMany(t => t)) yield return Of(item.Trait, item.Plus, item.Sentence);
            foreach (var pair in Choices[Part].SelectMany(t => t))
            {
                yield return Of(pair.Trait, false, pair.Low);
                yield return Of(pair.Trait, true, pair.High);
            }

            for (var trait = 0; trait < Traits.Letters.Length; trait++)
            {
                for (var pole = 0; pole < 2; pole++)
                {
                    foreach (var name in Names[trait][pole]) yield return Of(trait, pole == 1, name);
                    foreach (var phrase in Phrases.Of(trait, pole == 1, CorpusSplit.Training)) yield return Of(trait, pole == 1, phrase);
                    yield return Of(trait, pole == 1, Words.Of(trait, pole == 1));
                }
            }

            static LabelledText Of(int trait, bool high, string text) => new(text, (2 * trait) + (high ? 1 : 0));
        }
    }

    /// <summary>The same with few sentences: so many statements of each trait, these to rate, and half as many choices.</summary>
    /// <param name="plus">Whether only sentences are rated that agree with their trait.</param>
    public SpeakerTexts Few(int statements, bool plus)
    {
        var few = (SpeakerTexts)MemberwiseClone();
        few.Statements = [.. Statements.Select(part => part.Select(t => (IReadOnlyList<SpeakerPair>)[.. t.Take(statements)]).ToArray())];
        few.Choices = [.. Choices.Select(part => part.Select(t => (IReadOnlyList<SpeakerPair>)[.. t.Take(Math.Max(1, statements / 2))]).ToArray())];
        var said = few.Statements.SelectMany(part => part).SelectMany(t => t).SelectMany(p => new[] { p.High, p.Low }).ToHashSet(StringComparer.Ordinal);
        few.Items = [.. Items.Select(part => part.Select(t => (IReadOnlyList<SpeakerItem>)[.. t.Where(i => (i.Plus || !plus) && said.Contains(i.Sentence))]).ToArray())];
        return few;
    }

    private static int Of(char letter) => Traits.Letters.IndexOf(letter, StringComparison.Ordinal);

    private static SpeakerItem Item(string id, int trait, bool plus, string sentence) => new(id, trait, plus, sentence, Fold(id));

    private static int Fold(string id) => new CounterRng(Hash(id), 1).NextInt(PersonaText.Wordings) + 1;

    // by the text's name alone, so that adding one moves no other; a statement that is also an item is in the same part
    private static bool IsValidation(string id) => new CounterRng(Hash(id.TrimEnd(' ', '+', '-')), 2).NextInt(ValidationPart) == 0;

    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL; // FNV-1a
        foreach (var c in id) hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }

    private static IReadOnlyList<T>[][] Parts<T>(IEnumerable<T> all, Func<T, string> id, Func<T, int> trait)
    {
        var list = all.ToList();
        return [.. Enumerable.Range(0, 2).Select(validation => Enumerable.Range(0, Traits.Letters.Length).Select(t => (IReadOnlyList<T>)[.. list.Where(x => trait(x) == t && IsValidation(id(x)) == (validation == 1))]).ToArray())];
    }
}
