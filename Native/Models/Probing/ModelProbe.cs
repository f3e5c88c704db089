using System.ComponentModel;
using System.Diagnostics;

namespace PersonaSim.Native.Models.Probing;

/// <summary>
/// Tries a file in a child process under limits of time and memory. The child writes <see cref="StartedLine"/> to its standard output
/// when all it needs but the file is loaded, and <see cref="DecodedLine"/> after the first token; without the former its end says nothing
/// about the file.
/// </summary>
public static class ModelProbe
{
    public const string StartedLine = "probe: started";
    public const string DecodedLine = "probe: decoded";
    private const int PollMilliseconds = 20;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs the child once, without looking at any cache.</summary>
    public static ProbeVerdict Run(string path, string sha256, ProbeLimits limits, ProbeOptions options)
    {
        using var child = Start(options.Command(path), path);
        var output = new BoundedText(child.StandardOutput);
        var errors = new BoundedText(child.StandardError);
        var start = options.Time.GetTimestamp();
        long peak = 0;
        ProbeOutcome? stopped = null;
        try
        {
            while (stopped is null && !child.WaitForExit(PollMilliseconds))
            {
                options.Cancellation.ThrowIfCancellationRequested();
                peak = Math.Max(peak, ResidentBytes(child));
                if (peak > limits.Bytes) stopped = ProbeOutcome.TooLarge;
                else if (options.Time.GetElapsedTime(start) > limits.Time) stopped = ProbeOutcome.TimedOut;
            }
        }
        finally
        {
            if (!child.HasExited) Stop(child);
        }

        options.Cancellation.ThrowIfCancellationRequested(); // Ctrl-C reaches the child, too: its end says nothing then
        output.Finish(_patience);
        errors.Finish(_patience);
        var elapsed = options.Time.GetElapsedTime(start);
        if (!output.Head.Contains(StartedLine, StringComparison.Ordinal) && stopped is null)
            throw new InputException($"{path}: the probe '{child.StartInfo.FileName}' never started ({ExitStatus.Describe(child.ExitCode)}; {Quote(errors.LastLine)}): "
                + "nothing is known about the file; run persim doctor");
        var outcome = stopped ?? Judge(child.ExitCode, output.Tail);
        return new ProbeVerdict(
            sha256, options.Producer, outcome, Detail(outcome, child, limits, peak, errors.LastLine),
            stopped is null ? child.ExitCode : null, Math.Round(elapsed.TotalSeconds, 3), peak, limits);
    }

    private static ProbeOutcome Judge(int exitCode, string output) =>
        exitCode != 0 ? (ExitStatus.IsSignal(exitCode) ? ProbeOutcome.Crashed : ProbeOutcome.Refused)
        : output.Contains(DecodedLine, StringComparison.Ordinal) ? ProbeOutcome.Ok
        : ProbeOutcome.Crashed;

    private static string Detail(ProbeOutcome outcome, Process child, ProbeLimits limits, long peak, string lastLine) => outcome switch
    {
        ProbeOutcome.Ok => "loaded, one token decoded",
        ProbeOutcome.TimedOut => $"stopped after {limits.Time.TotalSeconds:0.#} s; {Quote(lastLine)}",
        ProbeOutcome.TooLarge => $"stopped at {peak >> 20} MiB of memory, the limit is {limits.Bytes >> 20} MiB; {Quote(lastLine)}",
        _ when child.ExitCode == 0 => $"ended with exit code 0 before a token was decoded; {Quote(lastLine)}",
        _ => $"{ExitStatus.Describe(child.ExitCode)}; {Quote(lastLine)}",
    };

    private static string Quote(string lastLine) => lastLine.Length == 0
        ? "nothing on its error stream"
        : $"last line: {new string([.. lastLine.Take(300).Select(c => char.IsControl(c) ? ' ' : c)])}";

    private static Process Start(ProcessStartInfo command, string path)
    {
        command.UseShellExecute = false;
        command.CreateNoWindow = true;
        command.RedirectStandardInput = command.RedirectStandardOutput = command.RedirectStandardError = true;
        command.Environment["GGML_NO_BACKTRACE"] = "1"; // an abort would start a debugger and hang
        try
        {
            var child = Process.Start(command) ?? throw new InvalidOperationException("no new process");
            child.StandardInput.Close();
            return child;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new InputException($"{path}: the probe '{command.FileName}' cannot be started: {e.Message}", e);
        }
    }

    // what the child started itself goes with it; nothing else is ever touched
    private static void Stop(Process child)
    {
        child.Kill(entireProcessTree: true);
        child.WaitForExit(_patience);
    }

    private static long ResidentBytes(Process child)
    {
        try
        {
            child.Refresh();
            return child.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // it ended between two looks
        }
    }
}
