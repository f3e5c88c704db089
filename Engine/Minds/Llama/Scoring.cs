using System.Globalization;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>
/// The probability of every option: the product of its tokens' probabilities behind the prompt. An option that begins another ("no", "nobody")
/// counts only where the answer does not go on as the longer one, so the events exclude each other and their sum is the mass.
/// </summary>
internal sealed class Scoring : IAnswering
{
    private readonly int[][] _options;
    private readonly double[] _logs;
    private int _current = -1; // the option whose later tokens are being computed
    private int _promptLength;

    public Scoring(Ask ask, Vocabulary vocabulary, int mostRows)
    {
        var texts = ask.Shape switch
        {
            ChoiceShape choice => choice.Options,
            ScaleShape scale => [.. Enumerable.Range(scale.Low, scale.High - scale.Low + 1).Select(p => p.ToString(CultureInfo.InvariantCulture))],
            _ => throw new ShapeException($"Ask {ask.Key} is to be scored, but a {ask.Shape.GetType().Name} has no options; score a choice or a scale."),
        };
        _options = [.. texts.Select(t => vocabulary.Tokenize(t.AsSpan(), special: false))];
        _logs = new double[_options.Length];
        if (_options.FirstOrDefault(o => o.Length > mostRows) is { } longest) throw new ShapeException($"Ask {ask.Key}: an option has {longest.Length} tokens, {mostRows} can be scored at once; shorten it or give the mind a larger batch.");
        if (_options.Select(o => string.Join(' ', o)).Distinct().Count() != _options.Length) throw new ShapeException($"Ask {ask.Key}: two options are the same tokens for this model.");
    }

    public int ExpectedTokens => _options.Max(o => o.Length);

    public int[] Begin() => [];

    public Answered Whole() => throw new InvalidOperationException("Scores are never known beforehand.");

    public Answered Refuse(string kind, string why) => new(null, "") { Kind = kind, Refusal = why };

    public Answered? Read(Slot slot, LogitRows logits)
    {
        if (_current < 0) ReadFirst(slot, logits);
        else ReadRest(slot, logits);
        do _current++;
        while (_current < _options.Length && _options[_current].Length == 1);
        if (_current == _options.Length) return new Answered(Values(), "");
        slot.WantsEachRow = true;
        slot.Next(_options[_current].AsSpan(0, _options[_current].Length - 1));
        return null;
    }

    /// <summary>Where the cache of a slot must be cut back to before its next option is computed.</summary>
    public int PromptLength => _promptLength;

    private void ReadFirst(Slot slot, LogitRows logits)
    {
        _promptLength = slot.Position;
        logits.LogProbabilities(slot.Rows.First, [.. _options.Select(o => o[0])], _logs);
    }

    private void ReadRest(Slot slot, LogitRows logits)
    {
        var option = _options[_current];
        var one = new double[1];
        for (var i = 1; i < option.Length; i++)
        {
            logits.LogProbabilities(slot.Rows.First + i - 1, [option[i]], one);
            _logs[_current] += one[0];
        }
    }

    private ScoresValue Values()
    {
        var highest = _logs.Max(); // relative to the likeliest option, so that long ones do not all become zero
        var starts = _logs.Select(log => Math.Exp(log - highest)).ToArray();
        var own = new double[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            // the longer options that begin with this one, less those that another of them begins
            var longer = Enumerable.Range(0, starts.Length).Where(j => Begins(i, j)).ToList();
            own[i] = Math.Max(0, starts[i] - longer.Where(j => !longer.Any(k => Begins(k, j))).Sum(j => starts[j]));
        }

        var sum = own.Sum();
        return new ScoresValue([.. own.Select(p => p / sum)], sum * Math.Exp(highest));
    }

    private bool Begins(int shorter, int longer) => shorter != longer && _options[longer].Length > _options[shorter].Length && _options[longer].AsSpan().StartsWith(_options[shorter]);
}
