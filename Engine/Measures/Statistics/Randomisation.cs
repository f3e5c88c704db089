using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>
/// Inference inside towns where chance dealt out who gets which arm: the difference seen is compared with those under other assignments that
/// chance could have made. Valid for the sharp null that the arm changes nobody's value, also not a neighbour's; where people of one arm live
/// among those of the other, a difference is one between them, not between two worlds.
/// </summary>
public static class Randomisation
{
    public const int Draws = 5000;

    /// <summary>Mean of the treated − mean of the others.</summary>
    public static double MeanDifference(IReadOnlyList<double> values, IReadOnlyList<bool> treated)
    {
        var (one, other, count) = (0.0, 0.0, 0);
        for (var i = 0; i < values.Count; i++)
        {
            if (treated[i]) (one, count) = (one + values[i], count + 1);
            else other += values[i];
        }

        return (one / count) - (other / (values.Count - count));
    }

    /// <summary>
    /// For each statistic its mean D over the runs, and the two-sided p = (1 + #{|D(π)| ≥ |D|}) / (1 + draws), π a reassignment inside each run
    /// that keeps its numbers of treated and others. All statistics see the same reassignments; one that cannot be computed as seen has no p.
    /// </summary>
    /// <param name="runs">Each run's assignment, and its statistics under any assignment.</param>
    public static IReadOnlyList<(double Difference, double P)> Test(IReadOnlyList<(bool[] Treated, Func<bool[], double[]> Statistics)> runs, CounterRng draws)
    {
        if (runs.Count == 0) return [];
        var seen = Mean([.. runs.Select(r => r.Statistics(r.Treated))]);
        var hits = new int[seen.Length];
        var shuffled = runs.Select(r => r.Treated.ToArray()).ToList();
        for (var n = 0; n < Draws; n++)
        {
            foreach (var treated in shuffled) Shuffle(treated, ref draws);
            var drawn = Mean([.. runs.Select((r, i) => r.Statistics(shuffled[i]))]);
            for (var k = 0; k < hits.Length; k++)
            {
                // what a draw leaves undefined counts against a finding
                if (!(Math.Abs(drawn[k]) < Math.Abs(seen[k]) * (1 - 1e-12))) hits[k]++;
            }
        }

        return [.. seen.Select((d, k) => (d, double.IsNaN(d) ? double.NaN : (1 + hits[k]) / (double)(1 + Draws)))];
    }

    private static double[] Mean(double[][] byRun)
    {
        var mean = new double[byRun[0].Length];
        foreach (var values in byRun)
        {
            for (var k = 0; k < mean.Length; k++) mean[k] += values[k] / byRun.Length;
        }

        return mean;
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
