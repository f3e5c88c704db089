namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>What a paired design can find.</summary>
public static class PairedPower
{
    private const int Halvings = 60;
    private const int MostPairs = 100_000;

    /// <summary>
    /// The chance that the two-sided paired t test finds a difference Δ: with δ = Δ√n / σ and c = t_{1−α/2, n−1},
    /// P(T' &gt; c) + P(T' &lt; −c), T' noncentral t with n − 1 degrees of freedom.
    /// </summary>
    public static double Of(double effect, double sd, int pairs, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(sd);
        if (sd == 0) return effect == 0 ? alpha : 1;
        var critical = StudentT.Quantile(1 - (alpha / 2), pairs - 1);
        var shift = Math.Abs(effect) * Math.Sqrt(pairs) / sd;
        return 1 - NoncentralT.Below(critical, pairs - 1, shift) + NoncentralT.Below(-critical, pairs - 1, shift);
    }

    /// <summary>The Δ that is found with the given power, by bisection of <see cref="Of"/>.</summary>
    public static double Smallest(double sd, int pairs, double alpha = 0.05, double power = 0.8)
    {
        if (sd == 0) return 0;
        var (low, high) = (0.0, sd);
        while (Of(high, sd, pairs, alpha) < power) high *= 2;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Of(middle, sd, pairs, alpha) < power) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>The fewest pairs with which Δ is found with the given power; null: more than anybody runs.</summary>
    public static int? PairsFor(double effect, double sd, double alpha = 0.05, double power = 0.8)
    {
        if (effect == 0) return null;
        var (low, high) = (1, 2);
        while (Of(effect, sd, high, alpha) < power)
        {
            if (high > MostPairs) return null;
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (middle > 1 && Of(effect, sd, middle, alpha) >= power) high = middle;
            else low = middle;
        }

        return high;
    }
}
