using PersonaSim.Native.Randomness;

namespace PersonaSim.Cli.Wiring.Nightly;

/// <summary>
/// A piece of work that no change of the program touches but for its random numbers: what a run takes is told as a multiple of it, so that machines
/// compare. Processor time, not the clock's: on a busy machine a short piece of work is now and then let through whole, and a long run never.
/// </summary>
internal static class ReferenceWork
{
    private const int Draws = 1_000_000, Tries = 3;

    /// <summary>What this process has used so far, in seconds, on all of its threads.</summary>
    public static double Used => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Seconds for a million random numbers, each put into a table of sums; the quickest of three tries.</summary>
    public static double Seconds() => Enumerable.Range(0, Tries).Min(_ => Once());

    private static double Once()
    {
        var start = Used;
        var (rng, sums) = (new CounterRng(1), new ulong[64]);
        for (var i = 0; i < Draws; i++) sums[i & 63] += rng.NextUInt64();
        GC.KeepAlive(sums);
        return Used - start;
    }
}
