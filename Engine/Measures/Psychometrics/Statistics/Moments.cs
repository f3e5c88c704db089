namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>Means and spreads of a sample.</summary>
internal static class Moments
{
    /// <summary>With n - 1; of a single value 0.</summary>
    public static double Variance(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return 0;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }

    /// <summary>The standard deviation of what is known; null with fewer than two values.</summary>
    public static double? Sd(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToList();
        return known.Count < 2 ? null : Math.Sqrt(Variance(known));
    }

    public static double? Mean(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().ToList();
        return known.Count == 0 ? null : known.Average();
    }

    /// <summary>Null where one of them does not vary.</summary>
    public static double? Correlation(IReadOnlyList<double> left, IReadOnlyList<double> right)
    {
        var (l, r) = (left.Average(), right.Average());
        var (both, squaresLeft, squaresRight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Count; i++)
        {
            both += (left[i] - l) * (right[i] - r);
            squaresLeft += (left[i] - l) * (left[i] - l);
            squaresRight += (right[i] - r) * (right[i] - r);
        }

        return squaresLeft > 0 && squaresRight > 0 ? both / Math.Sqrt(squaresLeft * squaresRight) : null;
    }
}
