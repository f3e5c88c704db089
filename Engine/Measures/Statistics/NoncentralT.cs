using PersonaSim.Engine.Agents.Personas;

namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>The noncentral t distribution: what a t statistic follows when there is an effect.</summary>
public static class NoncentralT
{
    private const int Steps = 400; // even; four times as many change no power by 1e-9
    private const double Widest = 8.5; // a normal deviate further out is as good as certain

    /// <summary>
    /// P(T &lt; t) with ν degrees of freedom and noncentrality δ: ∫ Φ(t s − δ) f(s) ds, where s = √(χ²_ν / ν) has the density
    /// f(s) = 2 (ν/2)^(ν/2) / Γ(ν/2) · s^(ν−1) e^(−ν s² / 2); by Simpson's rule.
    /// </summary>
    public static double Below(double t, double freedom, double noncentrality)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        var spread = 1 / Math.Sqrt(2 * freedom);
        var (from, to) = (Math.Max(0, 1 - (12 * spread)), 1 + (12 * spread));
        var logFront = Math.Log(2) + (freedom / 2 * Math.Log(freedom / 2)) - Gamma.Log(freedom / 2);
        var width = (to - from) / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var s = from + (i * width);
            var density = s == 0 ? (freedom == 1 ? Math.Exp(logFront) : 0) : Math.Exp(logFront + ((freedom - 1) * Math.Log(s)) - (freedom * s * s / 2));
            sum += (i == 0 || i == Steps ? 1 : i % 2 == 1 ? 4 : 2) * density * Normal((t * s) - noncentrality);
        }

        return Math.Clamp(sum * width / 3, 0, 1);
    }

    private static double Normal(double x) => x > Widest ? 1 : x < -Widest ? 0 : NormalQuantile.Below(x);
}
