namespace PersonaSim.Engine.Measures.Trends;

/// <summary>How opinions divide a society, apart from how ties do.</summary>
public static class Polarisation
{
    /// <summary>Variance: sum (x - mean)² / n, over everybody. Null without values.</summary>
    public static double? Variance(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return null;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / values.Count;
    }

    /// <summary>
    /// Sarle's bimodality coefficient with its correction for small samples: (g² + 1) / (k + 3 (n - 1)² / ((n - 2) (n - 3))), where g is the sample
    /// skewness n / ((n - 1) (n - 2)) * sum z³ and k the sample excess kurtosis. A uniform spread gives 5/9 = 0.556; more says two camps, less says one.
    /// Null with fewer than four values or without spread.
    /// </summary>
    public static double? Bimodality(IReadOnlyList<double> values)
    {
        double n = values.Count;
        if (n < 4) return null;
        var mean = values.Average();
        var sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1));
        if (sd < 1e-12) return null;
        var (third, fourth) = (values.Sum(v => Math.Pow((v - mean) / sd, 3)), values.Sum(v => Math.Pow((v - mean) / sd, 4)));
        var skewness = n / ((n - 1) * (n - 2)) * third;
        var kurtosis = (n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * fourth) - (3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)));
        return ((skewness * skewness) + 1) / (kurtosis + (3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))));
    }
}
