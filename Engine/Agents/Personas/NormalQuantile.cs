namespace PersonaSim.Engine.Agents.Personas;

/// <summary>The standard normal distribution's quantile function.</summary>
public static class NormalQuantile
{
    private const double Widest = 9; // beyond it the tail is smaller than a double can tell from 0
    private const int Halvings = 64;

    /// <summary>The x below which a share p of the distribution lies: by bisection, which is exact enough to be the same everywhere.</summary>
    public static double At(double p)
    {
        if (p is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for a share between 0 and 1.");
        var (low, high) = (-Widest, Widest);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Below(middle) < p) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>The share of the distribution below x (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.11: a series that converges everywhere).</summary>
    public static double Below(double x)
    {
        var term = x;
        var sum = x;
        for (var k = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); k++)
        {
            term *= x * x / ((2 * k) + 1);
            sum += term;
        }

        return Math.Clamp(0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)), 0, 1);
    }
}
