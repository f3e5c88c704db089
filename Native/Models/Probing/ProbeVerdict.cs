using System.Text.Json.Serialization;

namespace PersonaSim.Native.Models.Probing;

/// <summary>How a child's attempt to use a file ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProbeOutcome>))]
public enum ProbeOutcome
{
    /// <summary>The file was loaded and one token decoded.</summary>
    Ok,

    /// <summary>The library refused the file in an orderly way.</summary>
    Refused,

    /// <summary>The process was aborted by a signal, or ended without saying why.</summary>
    Crashed,

    /// <summary>The time limit passed.</summary>
    TimedOut,

    /// <summary>The memory limit was exceeded.</summary>
    TooLarge,
}

/// <summary>
/// What was found out about a file's content (SHA-256, lower-case hex), for one version of what loads it. The detail is one line: exit
/// code or signal, and the last line that the child wrote to its error stream.
/// </summary>
public sealed record ProbeVerdict(
    string Sha256, string Producer, ProbeOutcome Outcome, string Detail, int? ExitCode, double Seconds, long PeakBytes, ProbeLimits Limits)
{
    [JsonIgnore]
    public bool IsOk => Outcome == ProbeOutcome.Ok;

    /// <summary>False where somebody outside ended the child (hang-up, Ctrl-C, kill, termination): that says nothing about the file.</summary>
    internal bool IsLasting => ExitCode is not (128 + 1 or 128 + 2 or 128 + 9 or 128 + 15);

    /// <summary>A file that was too slow or too large under tighter limits may pass under these.</summary>
    internal bool StillHolds(string producer, ProbeLimits limits) => Producer == producer && Outcome switch
    {
        ProbeOutcome.TimedOut => limits.Time <= Limits.Time,
        ProbeOutcome.TooLarge => limits.Bytes <= Limits.Bytes,
        _ => true,
    };
}
