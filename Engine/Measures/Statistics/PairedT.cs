namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>A paired comparison: differences between two arms of the same seeds.</summary>
/// <param name="Sd">Of the differences, with n − 1 below.</param>
/// <param name="T">Not a number where all differences are alike and none can be told from chance.</param>
/// <param name="Low">The interval's lower end; not a number below two pairs.</param>
public sealed record PairedT(int N, double Mean, double Sd, double T, double P, double Low, double High)
{
    /// <summary>The degrees of freedom: n − 1.</summary>
    public int Freedom => N - 1;

    /// <summary>sd / √n.</summary>
    public double StandardError => Sd / Math.Sqrt(N);

    /// <summary>
    /// t = d̄ / (s / √n) with n − 1 degrees of freedom, d̄ the mean and s the standard deviation of the differences; the interval is
    /// d̄ ± t_{(1+level)/2, n−1} · s / √n. Differences that are all 0 have p = 1, all alike and not 0 have p = 0.
    /// </summary>
    public static PairedT Of(IReadOnlyList<double> differences, double level = 0.95)
    {
        var n = differences.Count;
        if (n == 0) return new PairedT(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var mean = Moments.Mean(differences);
        if (n == 1) return new PairedT(1, mean, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var sd = Moments.Sd(differences);
        if (sd <= Moments.Nothing(differences)) return new PairedT(n, mean, 0, double.NaN, Math.Abs(mean) <= Moments.Nothing(differences) ? 1 : 0, mean, mean);
        var error = sd / Math.Sqrt(n);
        var reach = StudentT.Quantile((1 + level) / 2, n - 1) * error;
        return new PairedT(n, mean, sd, mean / error, StudentT.TwoSided(mean / error, n - 1), mean - reach, mean + reach);
    }
}
