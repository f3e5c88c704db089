using PersonaSim.Engine.Corpora;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Cli.Training;

/// <summary>Prompts in the form of the trial corpus, as tokens of the model under test.</summary>
internal sealed class TrialPrompts(TrialText text, Vocabulary vocabulary)
{
    public const int Shown = 3; // lines of a context, as in the trial before

    public IReadOnlyList<TrialTrait> Traits => text.Traits;

    /// <summary>Some lines of a list, all different.</summary>
    public static string Lines(IReadOnlyList<string> from, int count, ref CounterRng rng)
    {
        var left = from.ToList();
        var taken = new List<string>();
        while (taken.Count < count && left.Count > 0)
        {
            var at = rng.NextInt(left.Count);
            taken.Add(left[at]);
            left.RemoveAt(at);
        }

        return string.Join(' ', taken);
    }

    public string Neutral(ref CounterRng rng) => Lines(text.Neutral, Shown, ref rng);

    /// <summary>What a speaker said, up to and with the last line; and the first token of the lines.</summary>
    public (int[] Tokens, int First) Said(string lines)
    {
        var chat = new ChatPieces().Add("user", TrialText.Opening, 0).Open("assistant").ToDocument().Pieces;
        int[] before = Tokens(chat);
        return ([.. before, .. vocabulary.Tokenize(lines.AsSpan(), special: false)], before.Length);
    }

    /// <summary>Both orders of every choice of a trait behind a context; the first option is the high deed.</summary>
    public IEnumerable<ScoredQuestion> Choices(TrialTrait trait, Func<string> context) =>
        from act in trait.Acts
        from question in new[] { TrialText.Choice(act.Low, act.High), TrialText.Choice(act.High, act.Low) }
        select Question(context(), question, [act.High, act.Low]);

    /// <summary>Every statement of a trait behind a context; the options are the numbers, from what somebody low would say on.</summary>
    public IEnumerable<ScoredQuestion> Ratings(TrialTrait trait, Func<string> context) =>
        from item in trait.Items
        select Question(context(), TrialText.Rating(item.Text), item.High ? ["1", "2", "3", "4", "5"] : ["5", "4", "3", "2", "1"]);

    private ScoredQuestion Question(string said, string question, IEnumerable<string> options)
    {
        var chat = new ChatPieces().Add("user", TrialText.Opening, 0).Add("assistant", said, 0).Add("user", question, 0).Open("assistant").ToDocument();
        return new ScoredQuestion(Tokens(chat.Pieces), [.. options.Select(o => vocabulary.Tokenize(o.AsSpan(), special: false))]);
    }

    private int[] Tokens(IEnumerable<CorpusPiece> pieces) => [.. pieces.SelectMany(p => vocabulary.Tokenize(p.Text.AsSpan(), special: p.IsControl))];
}
