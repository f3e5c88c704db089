using System.Diagnostics;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests;

/// <summary>The real program in a process of its own, with a home of its own.</summary>
internal sealed class Persim : IDisposable
{
    private static int _count;

    public sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>A failure must be one line for people, not a stack trace.</summary>
        public void IsOneLineOfError(int exitCode, params string[] words)
        {
            Assert.That(ExitCode, Is.EqualTo(exitCode), Error + Output);
            Assert.That(Error.Trim().Split('\n'), Has.Length.EqualTo(1), Error);
            Assert.That(Error, Does.StartWith("persim: "));
            foreach (var word in words) Assert.That(Error, Does.Contain(word));
        }
    }

    public Persim()
    {
        Home = Path.Combine(Path.GetTempPath(), $"persim-home-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        Directory.CreateDirectory(Path.Combine(Home, "models"));
    }

    public string Home { get; }

    public string Models => Path.Combine(Home, "models");

    public Result Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    public Result Run(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = Start(environment, arguments);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"persim {string.Join(' ', arguments)} did not end within two minutes");
        }

        return new Result(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts the program and kills it, hard, after a while.</summary>
    public void RunAndKill(TimeSpan after, params string[] arguments)
    {
        var start = Start([], arguments);
        using var process = Process.Start(start)!;
        if (!process.WaitForExit(after)) process.Kill();
        process.WaitForExit();
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    private ProcessStartInfo Start(Dictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Home };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "persim.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["PERSIM_HOME"] = Home;
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return start;
    }
}
