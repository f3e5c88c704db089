using System.Diagnostics;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Cli.Wiring.Nightly;

/// <summary>A piece of work that no change of the program touches but for its random numbers: times are told as multiples of it, so that machines and their load compare.</summary>
internal static class ReferenceWork
{
    private const int Draws = 1_000_000;

    /// <summary>Seconds for a million random numbers, each put into a table of sums; the quicker of two tries.</summary>
    public static double Seconds() => Math.Min(Once(), Once());

    private static double Once()
    {
        var start = Stopwatch.GetTimestamp();
        var (rng, sums) = (new CounterRng(1), new ulong[64]);
        for (var i = 0; i < Draws; i++) sums[i & 63] += rng.NextUInt64();
        GC.KeepAlive(sums);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
