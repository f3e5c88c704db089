using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>Runs the cells of a sweep in several processes at once.</summary>
internal static class SweepChildren
{
    /// <summary>This program as a command line: its host, and the program file where the host is dotnet.</summary>
    public static IReadOnlyList<string> Program()
    {
        var host = Environment.ProcessPath ?? throw new InputException("This process cannot find its own program file; run the sweep without --jobs.");
        var file = Assembly.GetExecutingAssembly().Location;
        return Path.GetFileNameWithoutExtension(host) == "persim" ? [host] : [host, file];
    }

    public static void RunAll(SweepFolder sweep, int jobs, TextWriter error, CancellationToken cancellation)
    {
        using var line = new ProgressLine(error, "sweep", sweep.Plan.Cells.Count);
        Parallel.ForEach(sweep.Plan.Cells, new ParallelOptions { MaxDegreeOfParallelism = jobs }, cell =>
        {
            if (cancellation.IsCancellationRequested) return;
            var told = RunOne(sweep, cell, cancellation);
            if (told is not null) lock (error) error.WriteLine(told);
            line.Advance();
        });
        cancellation.ThrowIfCancellationRequested();
    }

    private static string? RunOne(SweepFolder sweep, SweepCell cell, CancellationToken cancellation)
    {
        var program = Program();
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), "sweep", sweep.Path, "--cell", cell.Number.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InputException($"{program[0]} could not be started.");
        using var stop = cancellation.Register(() => Stop(process));
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Exception;
        return process.ExitCode == 0 || cancellation.IsCancellationRequested ? null : $"persim: {cell.Run} ended with {process.ExitCode}: {errors.Trim().Split('\n')[^1]}";
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(); // a run that is killed goes on where its last page was kept
        }
        catch (InvalidOperationException)
        {
            // it has ended by itself
        }
    }
}
