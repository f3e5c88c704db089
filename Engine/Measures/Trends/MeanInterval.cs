using PersonaSim.Engine.Measures.Statistics;

namespace PersonaSim.Engine.Measures.Trends;

/// <summary>A mean with its 95 % interval: mean ± t(0.975; n - 1) sd / sqrt(n). Of a single value there is no interval.</summary>
public sealed record MeanInterval(int Count, double Mean, double? Low, double? High)
{
    public static MeanInterval Of(IReadOnlyList<double> values)
    {
        var (n, mean) = (values.Count, values.Average());
        if (n < 2) return new MeanInterval(n, mean, null, null);
        var half = StudentT.Quantile(0.975, n - 1) * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1) / n);
        return new MeanInterval(n, mean, mean - half, mean + half);
    }
}
