namespace PersonaSim.Native.Decoding.Rows;

/// <summary>Finds where top-k, top-p and min-p end without sorting the row.</summary>
internal sealed class Truncation(RowKernels kernels)
{
    // what is left of a bracket when sorting it costs less than narrowing it once more
    private const int SortAtMost = 512;

    // narrowing stops here even where one value is shared by more tokens than that
    private const int Narrowings = 16;

    private float[] _gathered = [];

    public void Reserve(int tokens)
    {
        if (_gathered.Length < tokens + LogitRow.BlockSize) _gathered = new float[tokens + LogitRow.BlockSize];
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

        var gathered = _gathered.AsSpan(0, kernels.Gather(row, maxima, floor, float.PositiveInfinity, _gathered));
        if (gathered.Length <= k) return new Cut(floor);
        var value = Selection.Largest(gathered, k);
        foreach (var x in gathered) if (x > value) k--;
        return new Cut(value, k);
    }

    /// <summary>The fewest highest logits whose weights reach p of all; <paramref name="p"/> is below 1.</summary>
    public Cut TopP(LogitRow row, ReadOnlySpan<float> maxima, float peak, float p, Span<double> sums)
    {
        var total = kernels.Sums(row, peak, 1, sums);
        var target = p * total;
        var atPeak = kernels.Above(row, maxima, peak, peak);
        if (atPeak.Mass >= target) return new Cut(peak, Math.Max(1, (int)Math.Ceiling(target))); // e^0 = 1 each

        // tokens under this floor hold, even all together, less than the 1 - p that may be dropped
        var floor = Math.Log((1 - (double)p) * total / row.Values.Length) - 0.001;
        var from = peak + (float)Math.Max(floor, -86);
        var below = peak;
        var (mass, count) = (total, kernels.Above(row, maxima, peak, from).Count);
        var above = atPeak;
        for (var i = 0; i < Narrowings && count - above.Count > SortAtMost; i++)
        {
            // the mass between the ends suggests where the cut is; every third step halves, so that none gets stuck
            var share = i % 3 == 2 ? 0.5 : Math.Clamp((mass - target) / (mass - above.Mass), 0.0625, 0.9375);
            var middle = from + (float)((below - from) * share);
            if (middle <= from || middle >= below) break;
            var found = kernels.Above(row, maxima, peak, middle);
            if (found.Mass >= target) (from, mass, count) = (middle, found.Mass, found.Count);
            else (below, above) = (middle, found);
        }

        return Walk(kernels.Gather(row, maxima, from, below, _gathered), peak, above.Mass, target);
    }

    /// <summary>All logits within ln(p) of the highest one; rounded to float from double, so that it is the same on every platform.</summary>
    public static Cut MinP(float peak, float p) => new(peak + (float)Math.Log(p));

    private Cut Walk(int count, float peak, double reached, double target)
    {
        var sorted = _gathered.AsSpan(0, count);
        sorted.Sort();
        sorted.Reverse();
        _gathered.AsSpan(count, LogitRow.BlockSize).Fill(float.NegativeInfinity);
        Span<float> weights = stackalloc float[LogitRow.BlockSize];
        for (var i = 0; i < count; i++)
        {
            var lane = i % LogitRow.BlockSize;
            if (lane == 0) kernels.Weights(_gathered.AsSpan(i, LogitRow.BlockSize), peak, 1, weights);
            reached += weights[lane];
            if (reached < target) continue;
            var ties = 1;
            while (ties <= i && sorted[i - ties] == sorted[i]) ties++;
            return new Cut(sorted[i], ties);
        }

        return new Cut(count > 0 ? sorted[^1] : peak); // p within rounding of 1: nothing is dropped
    }
}
