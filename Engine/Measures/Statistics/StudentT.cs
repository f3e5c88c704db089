namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>Student's t distribution, exact for any number of degrees of freedom.</summary>
public static class StudentT
{
    private const int Halvings = 80;

    /// <summary>P(T &lt; t) with ν degrees of freedom: 1 − ½ I_x(ν/2, ½) for t &gt; 0, where x = ν / (ν + t²).</summary>
    public static double Below(double t, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        if (double.IsNaN(t)) return double.NaN;
        if (double.IsInfinity(t)) return t > 0 ? 1 : 0;
        var tail = 0.5 * Gamma.Beta(freedom / (freedom + (t * t)), freedom / 2, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>P(|T| ≥ |t|).</summary>
    public static double TwoSided(double t, double freedom) => double.IsNaN(t) ? double.NaN : Math.Min(1, 2 * Below(-Math.Abs(t), freedom));

    /// <summary>The t below which a share p lies, by bisection: the same bits everywhere.</summary>
    public static double Quantile(double p, double freedom)
    {
        if (p is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for a share between 0 and 1.");
        if (p == 0.5) return 0;
        if (p < 0.5) return -Quantile(1 - p, freedom);
        var (low, high) = (0.0, 1.0);
        while (Below(high, freedom) < p) high *= 2;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Below(middle, freedom) < p) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
