namespace PersonaSim.Engine.Measures.Trends;

/// <summary>A mean with its 95 % interval: mean ± t(0.975; n - 1) sd / sqrt(n). Of a single value there is no interval.</summary>
public sealed record MeanInterval(int Count, double Mean, double? Low, double? High)
{
    private const double Share = 0.95;

    public static MeanInterval Of(IReadOnlyList<double> values)
    {
        var (n, mean) = (values.Count, values.Average());
        if (n < 2) return new MeanInterval(n, mean, null, null);
        var half = Quantile(n - 1) * Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1) / n);
        return new MeanInterval(n, mean, mean - half, mean + half);
    }

    /// <summary>The t with P(|T| &lt; t) = 0.95, by bisection of the closed form for whole degrees of freedom.</summary>
    public static double Quantile(int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        var (low, high) = (0.0, 13.0); // t(1) is 12.7
        for (var i = 0; i < 80; i++)
        {
            var middle = (low + high) / 2;
            if (Within(middle, freedom) < Share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    // P(|T| < t), Abramowitz and Stegun 26.7.3 and 26.7.4
    private static double Within(double t, int freedom)
    {
        var angle = Math.Atan(t / Math.Sqrt(freedom));
        var (sine, square) = (Math.Sin(angle), Math.Cos(angle) * Math.Cos(angle));
        if (freedom == 1) return 2 * angle / Math.PI;
        var odd = freedom % 2 == 1;
        var (term, sum) = (odd ? Math.Cos(angle) : 1.0, odd ? Math.Cos(angle) : 1.0);
        for (var k = odd ? 3 : 2; k <= freedom - 2; k += 2)
        {
            term *= square * (k - 1) / k;
            sum += term;
        }

        return odd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
