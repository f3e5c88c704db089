namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>The gamma and beta functions that the distributions are made of.</summary>
internal static class Gamma
{
    private const double G = 7;

    // coefficients of Lanczos' series for g = 7 and nine terms (Godfrey, "A note on the computation of the convergent Lanczos complex Gamma approximation", 2001)
    private static readonly double[] _series =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x &gt; 0, by Lanczos' series: Γ(z+1) = √(2π) (z+g+½)^(z+½) e^(−z−g−½) Σ.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - Log(1 - x); // Γ(x) Γ(1−x) = π / sin πx
        var z = x - 1;
        var sum = _series[0];
        for (var k = 1; k < _series.Length; k++) sum += _series[k] / (z + k);
        var t = z + G + 0.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((z + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The regularised incomplete beta function I_x(a, b), by its continued fraction (Abramowitz and Stegun, 26.5.8).</summary>
    public static double Beta(double x, double a, double b)
    {
        if (x is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(x), x, "The incomplete beta function is asked for 0 to 1.");
        if (x is 0 or 1) return x;
        // the fraction converges quickly only on its own side of the mean
        if (x > (a + 1) / (a + b + 2)) return 1 - Beta(1 - x, b, a);
        var front = Math.Exp(Log(a + b) - Log(a) - Log(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        return front * Fraction(x, a, b);
    }

    // Lentz' way to sum a continued fraction from its front
    private static double Fraction(double x, double a, double b)
    {
        const double tiny = 1e-300, enough = 1e-16;
        var (c, d) = (1.0, 0.0);
        var value = 1.0;
        for (var n = 0; n < 10_000; n++)
        {
            var m = n / 2;
            var term = n == 0 ? 1 : n % 2 == 0 ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))) : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 + (term * d);
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = 1 + (term / c);
            if (Math.Abs(c) < tiny) c = tiny;
            value *= c * d;
            if (n > 0 && Math.Abs((c * d) - 1) < enough) break;
        }

        return value - 1; // what was summed is 1 + 1 / (1 + ...), so that no part of it is 0
    }
}
