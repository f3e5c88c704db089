namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>Means and spreads, summed in the order given.</summary>
public static class Moments
{
    /// <summary>Σx / n.</summary>
    public static double Mean(IReadOnlyList<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++) sum += values[i];
        return sum / values.Count;
    }

    /// <summary>√(Σ(x − x̄)² / (n − 1)); not a number below two values.</summary>
    public static double Sd(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return double.NaN;
        var mean = Mean(values);
        var sum = 0.0;
        for (var i = 0; i < values.Count; i++) sum += (values[i] - mean) * (values[i] - mean);
        return Math.Sqrt(sum / (values.Count - 1));
    }

    /// <summary>What sums of these values can be off by from rounding alone: smaller is nothing.</summary>
    public static double Nothing(IReadOnlyList<double> values)
    {
        var largest = 0.0;
        for (var i = 0; i < values.Count; i++) largest = Math.Max(largest, Math.Abs(values[i]));
        return largest * 1e-13 * values.Count;
    }
}
