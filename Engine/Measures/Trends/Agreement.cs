namespace PersonaSim.Engine.Measures.Trends;

/// <summary>How far two measurements of the same people agree.</summary>
public static class Agreement
{
    /// <summary>
    /// Pearson's r = sum (x - mx) (y - my) / sqrt(sum (x - mx)² sum (y - my)²): of a trait's score at two moments the test-retest reliability, of meant and
    /// measured trait the adherence. Null with fewer than three pairs, or where one side varies by no more than rounding.
    /// </summary>
    public static double? Correlation(IReadOnlyList<(double X, double Y)> pairs)
    {
        if (pairs.Count < 3) return null;
        var (mx, my) = (pairs.Average(p => p.X), pairs.Average(p => p.Y));
        var (both, xs, ys) = (0.0, 0.0, 0.0);
        foreach (var (x, y) in pairs) (both, xs, ys) = (both + ((x - mx) * (y - my)), xs + ((x - mx) * (x - mx)), ys + ((y - my) * (y - my)));
        return xs > 1e-18 * pairs.Count && ys > 1e-18 * pairs.Count ? both / Math.Sqrt(xs * ys) : null;
    }

    /// <summary>The 95 % interval of a correlation of n pairs, by Fisher's transformation: tanh(atanh r ± 1.96 / sqrt(n - 3)). Null with fewer than five.</summary>
    public static (double Low, double High)? Interval(double r, int n)
    {
        const double normal = 1.959963984540054; // the normal distribution's 97.5 % point
        if (n < 5) return null;
        var (z, half) = (Math.Atanh(Math.Clamp(r, -0.9999999, 0.9999999)), normal / Math.Sqrt(n - 3));
        return (Math.Tanh(z - half), Math.Tanh(z + half));
    }
}
