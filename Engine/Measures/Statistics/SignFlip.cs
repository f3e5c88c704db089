using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>The sign-flip permutation test: if arms do not differ, each pair's difference is as likely with either sign.</summary>
public static class SignFlip
{
    /// <summary>Up to so many pairs all 2ⁿ sign patterns are counted.</summary>
    public const int ExactUpTo = 16;

    public const int Draws = 20_000;

    /// <summary>
    /// Two-sided p: the share of sign patterns ε with |Σ εᵢ dᵢ| ≥ |Σ dᵢ|. Exact for n ≤ 16; beyond that (1 + hits) / (1 + draws) over seeded
    /// draws, which keeps the test valid.
    /// </summary>
    public static double P(IReadOnlyList<double> differences, CounterRng draws)
    {
        if (differences.Count == 0) return double.NaN;
        var seen = 0.0;
        foreach (var d in differences) seen += d;
        var least = Math.Abs(seen) - Moments.Nothing(differences); // sums in another order may differ in the last bits
        return differences.Count <= ExactUpTo ? Exact(differences, least) : Drawn(differences, least, draws);
    }

    private static double Exact(IReadOnlyList<double> differences, double least)
    {
        var patterns = 1 << differences.Count;
        var hits = 0;
        for (var pattern = 0; pattern < patterns; pattern++)
        {
            var sum = 0.0;
            for (var i = 0; i < differences.Count; i++) sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
            if (Math.Abs(sum) >= least) hits++;
        }

        return hits / (double)patterns;
    }

    private static double Drawn(IReadOnlyList<double> differences, double least, CounterRng draws)
    {
        var hits = 0;
        for (var n = 0; n < Draws; n++)
        {
            var sum = 0.0;
            var bits = 0u;
            for (var i = 0; i < differences.Count; i++)
            {
                if (i % 32 == 0) bits = draws.NextUInt32();
                sum += (bits & 1) == 0 ? differences[i] : -differences[i];
                bits >>= 1;
            }

            if (Math.Abs(sum) >= least) hits++;
        }

        return (1 + hits) / (double)(1 + Draws);
    }
}
