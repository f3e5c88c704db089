using PersonaSim.Native.Decoding.Rows;

namespace PersonaSim.Native.Decoding;

/// <content>Probabilities of given tokens at temperature 1, without a draw.</content>
public sealed partial class Sampler
{
    /// <summary>The logarithm of the sum of e^logit over the row.</summary>
    public double LogSumExp(ReadOnlySpan<float> logits)
    {
        Reserve(logits.Length);
        var row = new LogitRow(logits, [], _tail);
        var peak = Peak(row, constrained: false);
        return peak + Math.Log(_kernels.Sums(row, peak, 1, _sums));
    }

    /// <summary>Writes the log-probability of each of <paramref name="tokens"/>, which are distinct, and returns the probability they hold together.</summary>
    public double LogProbabilities(ReadOnlySpan<float> logits, ReadOnlySpan<int> tokens, Span<double> into)
    {
        RequireTokens(tokens, logits.Length, nameof(tokens));
        var all = LogSumExp(logits);
        double mass = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            into[i] = logits[tokens[i]] - all;
            mass += Math.Exp(into[i]);
        }

        return mass;
    }
}
