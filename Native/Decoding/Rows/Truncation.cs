namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Finds where top-k, top-p and min-p end without sorting the row.</summary>
internal sealed class Truncation(RowKernels kernels)
{
    private readonly double[] _masses = new double[Buckets.Count];
    private float[] _gathered = [];
    private float[] _weights = [];

    public void Reserve(int tokens)
    {
        _gathered = new float[tokens + LogitRow.BlockSize];
        _weights = new float[tokens + LogitRow.BlockSize];
    }

    /// <summary>The k highest logits; <paramref name="k"/> is below the number of values.</summary>
    public Cut TopK(LogitRow row, ReadOnlySpan<float> maxima, int k)
    {
        // the k-th highest of the block maxima has k values at or above it, so only blocks that reach it hold candidates
        var floor = float.MinValue;
        if (maxima.Length >= k)
        {
            maxima.CopyTo(_gathered);
            floor = MathF.Max(floor, Selection.Largest(_gathered.AsSpan(0, maxima.Length), k));
        }

        var gathered = _gathered.AsSpan(0, kernels.Gather(row, maxima, floor, _gathered));
        if (gathered.Length <= k) return new Cut(floor);
        var value = Selection.Largest(gathered, k);
        foreach (var x in gathered) if (x > value) k--;
        return new Cut(value, k);
    }

    /// <summary>The fewest highest logits whose weights reach p of all; <paramref name="p"/> is below 1.</summary>
    public Cut TopP(LogitRow row, ReadOnlySpan<float> maxima, float peak, float p, Span<double> sums)
    {
        var total = kernels.Sums(row, peak, 1, sums);
        var target = Math.Max(p * total, double.Epsilon); // the highest token survives even p = 0

        // tokens under this floor hold, even all together, less than the 1 - p that may be dropped
        var floor = Math.Log((1 - (double)p) * total / row.Values.Length) - 0.001;
        var from = peak + (float)Math.Max(floor, -86);
        if (from >= peak) return new Cut(peak);
        var buckets = Buckets.Between(from, peak);
        Array.Clear(_masses);
        kernels.Histogram(row, maxima, peak, buckets, _masses);
        var (bucket, above) = (Buckets.Count - 1, 0.0);
        while (bucket > 0 && above + _masses[bucket] < target) above += _masses[bucket--];
        return Within(kernels.Gather(row, maxima, buckets, bucket, _gathered), peak, above, target);
    }

    /// <summary>All logits within ln(p) of the highest one; rounded to float from double, so that it is the same on every platform.</summary>
    public static Cut MinP(float peak, float p) => new(peak + (float)Math.Log(p));

    private Cut Within(int count, float peak, double above, double target)
    {
        var values = _gathered.AsSpan(0, count);
        _gathered.AsSpan(count, LogitRow.BlockSize).Fill(float.NegativeInfinity);
        for (var i = 0; i < count; i += LogitRow.BlockSize)
        {
            kernels.Weights(_gathered.AsSpan(i, LogitRow.BlockSize), peak, 1, _weights.AsSpan(i, LogitRow.BlockSize));
        }

        return Selection.Reaching(values, _weights.AsSpan(0, count), above, target);
    }
}
