using System.Diagnostics;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Models.Probing;

/// <summary>How a file that was never seen before is tried out.</summary>
/// <param name="CacheDirectory">Where verdicts and file hashes are kept; created when missing, done without where it cannot be written.</param>
/// <param name="Producer">What loads the file, with its version: a verdict holds for this only.</param>
/// <param name="Command">The child that loads the file at a path and decodes one token, see <see cref="ModelProbe"/>.</param>
public sealed record ProbeOptions(string CacheDirectory, string Producer, Func<string, ProcessStartInfo> Command)
{
    private const long SlowestBytesPerSecond = 50_000_000; // a model on a network disk

    /// <summary>Null: 60 seconds, and the time that a slow disk needs for the file.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Of resident memory. Null: twice the file (its pages and a repacked copy) and 1 GiB.</summary>
    public long? MemoryLimit { get; init; }

    public GgufPurpose Purpose { get; init; } = GgufPurpose.Model;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Ends the child and throws <see cref="OperationCanceledException"/>; nothing is stored then.</summary>
    public CancellationToken Cancellation { get; init; }

    internal ProbeLimits LimitsFor(long fileLength) => new(
        TimeLimit ?? TimeSpan.FromSeconds(60 + (fileLength / SlowestBytesPerSecond)),
        MemoryLimit ?? checked((2 * fileLength) + (1L << 30)));
}

/// <summary>What the child may use.</summary>
public readonly record struct ProbeLimits(TimeSpan Time, long Bytes);
