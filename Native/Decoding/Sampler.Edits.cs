using System.Numerics;
using PersonaSim.Native.Decoding.Rows;

namespace PersonaSim.Native.Decoding;

/// <content>What happens to single logits before anything is dropped.</content>
public sealed partial class Sampler
{
    private int[] _counts = []; // occurrences in the penalty window; all zero between calls

    private LogitRow Edit(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> recent, SamplerSettings settings, ReadOnlySpan<ulong> allowed, ReadOnlySpan<int> excluded)
    {
        recent = settings.Penalises ? recent[^Math.Min(recent.Length, settings.PenaltyLastN)..] : [];
        if (allowed.IsEmpty && excluded.IsEmpty && recent.IsEmpty) return new LogitRow(logits, [], _tail);
        RequireTokens(recent, logits.Length, nameof(recent));
        RequireTokens(excluded, logits.Length, nameof(excluded));
        var count = logits.Length;
        Span<int> ids = [];
        if (allowed.IsEmpty)
        {
            logits.CopyTo(_values);
        }
        else
        {
            count = Allow(logits, allowed);
            ids = _ids.AsSpan(0, count);
        }

        var values = _values.AsSpan(0, count);
        Penalise(values, ids, recent, settings);
        foreach (var token in excluded)
        {
            if (Position(token, ids) is var at and >= 0) values[at] = float.NegativeInfinity;
        }

        return new LogitRow(values, ids, _tail);
    }

    private int Allow(ReadOnlySpan<float> logits, ReadOnlySpan<ulong> allowed)
    {
        var blocks = (logits.Length + LogitRow.BlockSize - 1) / LogitRow.BlockSize;
        if (allowed.Length != blocks) throw new ArgumentException($"A mask over {logits.Length} tokens has {blocks} words, found {allowed.Length}.", nameof(allowed));
        var n = 0;
        for (var b = 0; b < blocks; b++)
        {
            for (var bits = allowed[b]; bits != 0; bits &= bits - 1)
            {
                var token = (b * LogitRow.BlockSize) + BitOperations.TrailingZeroCount(bits);
                if (token >= logits.Length) break;
                (_values[n], _ids[n]) = (logits[token], token);
                n++;
            }
        }

        return n;
    }

    private void Penalise(Span<float> values, ReadOnlySpan<int> ids, ReadOnlySpan<int> recent, SamplerSettings settings)
    {
        foreach (var token in recent) _counts[token]++;
        foreach (var token in recent)
        {
            var count = _counts[token];
            _counts[token] = 0;
            if (count == 0 || Position(token, ids) is not (var at and >= 0)) continue;
            var x = values[at];
            x = x <= 0 ? x * settings.RepeatPenalty : x / settings.RepeatPenalty; // both make the token less likely
            values[at] = x - ((count * settings.FrequencyPenalty) + settings.PresencePenalty);
        }
    }

    private static int Position(int token, ReadOnlySpan<int> ids) => ids.IsEmpty ? token : ids.BinarySearch(token);

    private static void RequireTokens(ReadOnlySpan<int> tokens, int vocabulary, string name)
    {
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)vocabulary) throw new ArgumentOutOfRangeException(name, token, $"The row has {vocabulary} tokens.");
        }
    }
}
