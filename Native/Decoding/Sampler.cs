using System.Numerics.Tensors;
using PersonaSim.Native.Decoding.Rows;

namespace PersonaSim.Native.Decoding;

/// <summary>
/// Chooses a token from a row of logits; holds scratch memory, so one per thread. In this order, as llama.cpp's default chain:
/// what is not allowed or excluded is as if its logit were minus infinity; penalties change the logits of recent tokens; top-k,
/// top-p and min-p each drop candidates by their probabilities at temperature 1 among those still there; the rest are divided by
/// the temperature; one draw picks by cumulated probability in ascending token order. Between equal logits the lower token wins.
/// </summary>
public sealed partial class Sampler
{
    private readonly RowKernels _kernels;
    private readonly Truncation _truncation;
    private readonly float[] _tail = new float[LogitRow.BlockSize];
    private float[] _values = [];
    private int[] _ids = [];
    private float[] _maxima = [];
    private double[] _sums = [];
    private SamplerSettings? _validated;

    public Sampler() : this(RowKernels.Best)
    {
    }

    internal Sampler(RowKernels kernels)
    {
        _kernels = kernels;
        _truncation = new Truncation(kernels);
    }

    /// <summary>The token that <paramref name="draw"/> picks.</summary>
    /// <param name="logits">One value per token of the vocabulary; only read.</param>
    /// <param name="recent">The sequence so far or its end, oldest first; the settings say how much of it is penalised.</param>
    /// <param name="settings">Checked when they differ from the last call's.</param>
    /// <param name="draw">Names the random number: sequence, token, attempt.</param>
    /// <param name="allowed">Empty for all, otherwise bit t % 64 of word t / 64 allows token t.</param>
    /// <param name="excluded">Tokens that were drawn and refused: the rest is renormalised before any truncation.</param>
    public int Sample(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> recent,
        SamplerSettings settings,
        Draw draw,
        ReadOnlySpan<ulong> allowed = default,
        ReadOnlySpan<int> excluded = default)
    {
        var row = Candidates(logits, recent, settings, allowed, excluded, out var peak);
        return settings.Temperature == 0 ? Highest(row, peak) : Pick(row, peak, 1 / settings.Temperature, draw.Uniform);
    }

    /// <summary>All tokens that can be drawn, ascending, with their probabilities.</summary>
    internal List<(int Token, double Probability)> Distribution(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> recent,
        SamplerSettings settings,
        ReadOnlySpan<ulong> allowed = default,
        ReadOnlySpan<int> excluded = default)
    {
        var row = Candidates(logits, recent, settings, allowed, excluded, out var peak);
        if (settings.Temperature == 0) return [(Highest(row, peak), 1)];
        var list = new List<(int, double)>();
        var total = _kernels.Sums(row, peak, 1 / settings.Temperature, _sums);
        Span<float> weights = stackalloc float[LogitRow.BlockSize];
        for (var b = 0; b < row.Blocks; b++)
        {
            _kernels.Weights(row[b], peak, 1 / settings.Temperature, weights);
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] > 0) list.Add((row.Token((b * LogitRow.BlockSize) + i), weights[i] / total));
            }
        }

        return list;
    }

    private LogitRow Candidates(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> recent,
        SamplerSettings settings,
        ReadOnlySpan<ulong> allowed,
        ReadOnlySpan<int> excluded,
        out float peak)
    {
        if (!ReferenceEquals(settings, _validated)) settings.Validate();
        _validated = settings;
        Reserve(logits.Length);
        var row = Edit(logits, recent, settings, allowed, excluded);
        peak = Peak(row, constrained: !allowed.IsEmpty || !excluded.IsEmpty);
        if (settings.Temperature == 0) return row; // no truncation drops the highest token
        if (settings.TopK > 0 && settings.TopK < row.Values.Length) row = Keep(row, _truncation.TopK(row, Maxima(row), settings.TopK));
        if (settings.TopP < 1) row = Keep(row, _truncation.TopP(row, Maxima(row), peak, settings.TopP, _sums));
        if (settings.MinP > 0) row = Keep(row, Truncation.MinP(peak, settings.MinP));
        return row;
    }

    private Span<float> Maxima(LogitRow row) => _maxima.AsSpan(0, row.Blocks);

    private LogitRow Keep(LogitRow row, Cut cut)
    {
        var count = _kernels.Keep(row, Maxima(row), cut, _values, _ids);
        var kept = new LogitRow(_values.AsSpan(0, count), _ids.AsSpan(0, count), _tail);
        _kernels.Maxima(kept, _maxima);
        return kept;
    }

    private float Peak(LogitRow row, bool constrained)
    {
        if (row.Values.IsEmpty) throw Nothing(constrained);
        var numbers = _kernels.Maxima(row, _maxima);
        var peak = TensorPrimitives.Max(Maxima(row));
        if (!numbers || peak == float.PositiveInfinity) throw Broken(row);
        return peak == float.NegativeInfinity ? throw Nothing(constrained) : peak;
    }

    private int Highest(LogitRow row, float peak)
    {
        var b = 0;
        while (_maxima[b] != peak) b++;
        var i = 0;
        while (row[b][i] != peak) i++;
        return row.Token((b * LogitRow.BlockSize) + i);
    }

    private int Pick(LogitRow row, float peak, float scale, double uniform)
    {
        var target = _kernels.Sums(row, peak, scale, _sums) * uniform;
        var (block, before, reached) = (0, 0.0, 0.0);
        for (var b = 0; b < row.Blocks && reached <= target; b++)
        {
            if (_sums[b] > 0) (block, before) = (b, reached);
            reached += _sums[b];
        }

        Span<float> weights = stackalloc float[LogitRow.BlockSize];
        _kernels.Weights(row[block], peak, scale, weights);
        var last = 0; // where rounding leaves the target at the block's very end, its last candidate stands for it
        for (var i = 0; i < weights.Length && before <= target; i++)
        {
            if (weights[i] > 0) last = i;
            before += weights[i];
        }

        return row.Token((block * LogitRow.BlockSize) + last);
    }

    private void Reserve(int tokens)
    {
        if (_values.Length >= tokens) return;
        var blocks = (tokens + LogitRow.BlockSize - 1) / LogitRow.BlockSize;
        (_values, _ids, _counts) = (new float[tokens], new int[tokens], new int[tokens]);
        (_maxima, _sums) = (new float[blocks], new double[blocks]);
        _truncation.Reserve(tokens);
    }

    private static PersimException Nothing(bool constrained) => constrained
        ? new NativeException("No token can be sampled: expected at least one that is allowed, not excluded and above minus infinity, found none. Check that the token mask leaves a continuation.")
        : new BrokenLogitsException("No token can be sampled: every logit of the row is minus infinity. The model's output is broken; check the file with `persim doctor` and the steering doses.");

    private static BrokenLogitsException Broken(LogitRow row)
    {
        var at = 0;
        while (row.Values[at] is <= float.MaxValue) at++;
        return new BrokenLogitsException($"No token can be sampled: the logit of token {row.Token(at)} is {row.Values[at]}, expected a finite number. The model's output is broken; check the file with `persim doctor` and the steering doses.");
    }
}
