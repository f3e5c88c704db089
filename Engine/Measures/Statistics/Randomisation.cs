using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>
/// Inference inside towns where chance dealt out who gets which arm: the difference seen is compared with those under other assignments that
/// chance could have made. Valid for the sharp null that the arm changes nobody's value, also not a neighbour's; where people of one arm live
/// among those of the other, a difference is one between them, not between two worlds.
/// </summary>
public static class Randomisation
{
    public const int Draws = 20_000;

    /// <summary>The mean over runs of (mean of the treated − mean of the others).</summary>
    public static double Difference(IReadOnlyList<(double[] Values, bool[] Treated)> runs) => runs.Average(r => Difference(r.Values, r.Treated));

    /// <summary>
    /// Two-sided p: (1 + #{|D(π)| ≥ |D|}) / (1 + draws), D the mean over runs of the difference in means, π a reassignment inside each run that
    /// keeps its numbers of treated and others.
    /// </summary>
    public static double P(IReadOnlyList<(double[] Values, bool[] Treated)> runs, CounterRng draws)
    {
        if (runs.Count == 0 || runs.Any(r => r.Treated.All(t => t) || !r.Treated.Any(t => t))) return double.NaN;
        var least = Math.Abs(Difference(runs)) - runs.Max(r => Moments.Nothing(r.Values));
        var shuffled = runs.Select(r => r.Treated.ToArray()).ToList();
        var hits = 0;
        for (var n = 0; n < Draws; n++)
        {
            var sum = 0.0;
            for (var r = 0; r < runs.Count; r++)
            {
                Shuffle(shuffled[r], ref draws);
                sum += Difference(runs[r].Values, shuffled[r]);
            }

            if (Math.Abs(sum / runs.Count) >= least) hits++;
        }

        return (1 + hits) / (double)(1 + Draws);
    }

    private static double Difference(double[] values, bool[] treated)
    {
        var (one, other, count) = (0.0, 0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (treated[i]) (one, count) = (one + values[i], count + 1);
            else other += values[i];
        }

        return (one / count) - (other / (values.Length - count));
    }

    private static void Shuffle(bool[] items, ref CounterRng draws)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = draws.NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
