using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

/// <summary>
/// The program with a home of its own: called in this process, or started in one of its own where the process itself is what is tested.
/// Sets the current folder and PERSIM_HOME until it is disposed, so its tests do not run side by side.
/// </summary>
internal sealed class Persim : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;
    private readonly Dictionary<string, string?> _variables = [];

    public Persim()
    {
        Directory.CreateDirectory(Models);
        Set("PERSIM_HOME", Home);
        Set("XDG_CACHE_HOME", Path.Combine(Home, "user-cache"));
        Set("COLUMNS", null);
    }

    public string Home => _folder.Path;

    public string Models => Path.Combine(Home, "models");

    /// <summary>Sets an environment variable until this is disposed.</summary>
    public void Set(string variable, string? value)
    {
        _variables.TryAdd(variable, Environment.GetEnvironmentVariable(variable));
        Environment.SetEnvironmentVariable(variable, value);
    }

    public Result Run(params string[] arguments)
    {
        using var output = new StringWriter();
        return Run(arguments, output, CancellationToken.None);
    }

    /// <summary>Stops the command, as Ctrl-C does, once it has printed a line.</summary>
    public Result RunUntil(string line, params string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var output = new StoppingWriter(line, stop);
        return Run(arguments, output, stop.Token);
    }

    private Result Run(string[] arguments, StringWriter output, CancellationToken cancellation)
    {
        Environment.CurrentDirectory = Home;
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, output, error, cancellation).GetAwaiter().GetResult();
        return new Result(code, output.ToString(), error.ToString());
    }

    private sealed class StoppingWriter(string line, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value == line) stop.Cancel();
        }
    }

    /// <summary>The real program; the caller waits for it.</summary>
    public Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "persim.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Home };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public Result RunProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        return Finish(process);
    }

    /// <summary>Starts the program and kills it, hard, after a while.</summary>
    public void RunAndKill(TimeSpan after, params string[] arguments)
    {
        using var process = Start(new Dictionary<string, string>(), arguments);
        if (!process.WaitForExit(after)) process.Kill();
        process.WaitForExit();
    }

    public static Result Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(120_000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("persim did not end within two minutes");
        }

        return new Result(process.ExitCode, output, error.Result);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _variables) Environment.SetEnvironmentVariable(name, value);
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }
}
