using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>An interval inside one run, whose answers hang together by who answered and by what was asked.</summary>
public static class ClusterBootstrap
{
    /// <summary>
    /// The two-way percentile bootstrap (the pigeonhole bootstrap of Owen 2007, Annals of Applied Statistics 1): agents and item stems are
    /// drawn with replacement, each by itself; an answer counts w(agent) · w(stem) times. The ends are the quantiles (1 ∓ level) / 2 of the
    /// statistic. It says how sure one run is of its own number, never whether another run would agree: that is what seeds are for.
    /// </summary>
    /// <param name="cells">The agent and the stem of each answer, from 0.</param>
    /// <param name="statistic">Of the answers with these weights; not a number where a draw cannot be judged.</param>
    public static (double Low, double High) Interval(IReadOnlyList<(int Agent, int Stem)> cells, Func<double[], double> statistic, CounterRng draws, int repeats = 1000, double level = 0.95)
    {
        if (cells.Count == 0) return (double.NaN, double.NaN);
        var (agents, stems) = (new int[cells.Max(c => c.Agent) + 1], new int[cells.Max(c => c.Stem) + 1]);
        var weights = new double[cells.Count];
        var values = new List<double>(repeats);
        for (var r = 0; r < repeats; r++)
        {
            Draw(agents, ref draws);
            Draw(stems, ref draws);
            for (var i = 0; i < weights.Length; i++) weights[i] = agents[cells[i].Agent] * stems[cells[i].Stem];
            if (statistic(weights) is var value && !double.IsNaN(value)) values.Add(value);
        }

        if (values.Count < 2) return (double.NaN, double.NaN);
        values.Sort();
        return (Quantile(values, (1 - level) / 2), Quantile(values, (1 + level) / 2));
    }

    /// <summary>Linear between the order statistics: at (n − 1) p from the first.</summary>
    internal static double Quantile(List<double> sorted, double p)
    {
        var at = (sorted.Count - 1) * p;
        var low = (int)at;
        return low + 1 == sorted.Count ? sorted[low] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
    }

    private static void Draw(int[] counts, ref CounterRng draws)
    {
        Array.Clear(counts);
        for (var i = 0; i < counts.Length; i++) counts[draws.NextInt(counts.Length)]++;
    }
}
