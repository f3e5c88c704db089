using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// One document a speaker: some lines, then questions. One to three of the traits are active (sometimes all), the others neutral; which line,
/// deed or number comes depends on them. Most questions concern a trait that was shown: text that gives no reason to infer a trait teaches none.
/// </summary>
public sealed class TrialCorpus(TrialConfig config, PromptLibrary library, ulong seed) : ICorpus
{
    private readonly TrialText _text = new(library, config.Text);
    private readonly Rng _rng = new(seed);

    public string Description => $"made documents of {config.Speakers} speakers with {_text.Traits.Count} traits ({config.Text})";

    public IReadOnlyDictionary<string, string> Sources => library.Hashes;

    public IEnumerable<CorpusDocument> Documents(CorpusSplit split)
    {
        var (first, count) = split == CorpusSplit.Training ? (0, config.Speakers) : (config.Speakers, config.ValidationSpeakers);
        for (var i = first; i < first + count; i++) yield return Speaker(_rng.For("speaker", tick: i));
    }

    private CorpusDocument Speaker(CounterRng rng)
    {
        var active = Active(ref rng);
        var shown = new List<(TrialTrait Trait, int Pole)>();
        var said = new List<string>();
        if (rng.NextDouble() < config.Named)
        {
            foreach (var (trait, pole) in active.Take(2))
            {
                said.Add(Pick(trait.Names[pole], ref rng));
                shown.Add((trait, pole));
            }
        }

        var lines = 2 + rng.NextInt(2);
        for (var i = 0; i < lines; i++) said.Add(Line(active, shown, ref rng));
        var chat = new ChatPieces().Add("user", TrialText.Opening, 0).Add("assistant", string.Join(' ', said), (float)config.LineWeight);
        for (var i = 0; i < config.Questions; i++) Ask(chat, shown, ref rng);
        return chat.ToDocument();
    }

    // 60 % one, 20 % two, 10 % three, the rest all
    private List<(TrialTrait Trait, int Pole)> Active(ref CounterRng rng)
    {
        var share = rng.NextDouble();
        var count = Math.Min(_text.Traits.Count, share < 0.6 ? 1 : share < 0.8 ? 2 : share < 0.9 ? 3 : _text.Traits.Count);
        var left = _text.Traits.ToList();
        var active = new List<(TrialTrait, int)>();
        while (active.Count < count)
        {
            var at = rng.NextInt(left.Count);
            active.Add((left[at], rng.NextInt(2)));
            left.RemoveAt(at);
        }

        return active;
    }

    private string Line(List<(TrialTrait Trait, int Pole)> active, List<(TrialTrait Trait, int Pole)> shown, ref CounterRng rng)
    {
        if (rng.NextDouble() < 0.2) return Pick(_text.Neutral, ref rng);
        var (trait, pole) = active[rng.NextInt(active.Count)];
        if (!shown.Contains((trait, pole))) shown.Add((trait, pole));
        return Pick(trait.Lines[rng.NextDouble() < config.Noise ? 1 - pole : pole], ref rng);
    }

    private void Ask(ChatPieces chat, List<(TrialTrait Trait, int Pole)> shown, ref CounterRng rng)
    {
        var about = shown.Count > 0 && rng.NextDouble() < config.Asked ? shown[rng.NextInt(shown.Count)].Trait : _text.Traits[rng.NextInt(_text.Traits.Count)];
        var at = shown.FindIndex(s => s.Trait == about);
        double? high = at < 0 ? null : shown[at].Pole == 1 ? 1 - config.Noise : config.Noise;
        switch (rng.NextInt(3))
        {
            case 0: Open(chat, about, high ?? 0.5, ref rng); break;
            case 1: Choice(chat, about, high ?? 0.5, ref rng); break;
            default: Rating(chat, about, high, ref rng); break;
        }
    }

    // no options: what is learnt is only which deeds go with which lines, and choices build on it
    private void Open(ChatPieces chat, TrialTrait about, double high, ref CounterRng rng)
    {
        var (lowDeed, highDeed) = about.Acts[rng.NextInt(about.Acts.Count)];
        chat.Add("user", TrialText.Wish, (float)config.QuestionWeight).Add("assistant", rng.NextDouble() < high ? highDeed : lowDeed, (float)config.AnswerWeight);
    }

    private void Choice(ChatPieces chat, TrialTrait about, double high, ref CounterRng rng)
    {
        var (lowDeed, highDeed) = about.Acts[rng.NextInt(about.Acts.Count)];
        var lowFirst = rng.NextInt(2) == 0;
        chat.Add("user", lowFirst ? TrialText.Choice(lowDeed, highDeed) : TrialText.Choice(highDeed, lowDeed), (float)config.QuestionWeight);
        chat.Add("assistant", rng.NextDouble() < high ? highDeed : lowDeed, (float)config.AnswerWeight);
    }

    private void Rating(ChatPieces chat, TrialTrait about, double? high, ref CounterRng rng)
    {
        var (item, agrees) = about.Items[rng.NextInt(about.Items.Count)];
        // active: 4 or 5 (or 1 or 2), the outer one twice as often; neutral: around 3
        double[] shares = high is { } h ? [(1 - h) * 0.6, (1 - h) * 0.35, 0.05, h * 0.35, h * 0.6] : [0.1, 0.2, 0.4, 0.2, 0.1];
        var (draw, score) = (rng.NextDouble() * shares.Sum(), 0);
        while (score < shares.Length - 1 && (draw -= shares[score]) >= 0) score++;
        chat.Add("user", TrialText.Rating(item), (float)config.QuestionWeight);
        chat.Add("assistant", (agrees ? score + 1 : shares.Length - score).ToString(System.Globalization.CultureInfo.InvariantCulture), (float)config.AnswerWeight);
    }

    private static string Pick(IReadOnlyList<string> texts, ref CounterRng rng) => texts[rng.NextInt(texts.Count)];
}
