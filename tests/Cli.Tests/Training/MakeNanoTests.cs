using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Training;

/// <summary>The one command that makes persim-nano from nothing: parts begin with what was made before them.</summary>
[Category("Full")]
[Platform(Exclude = "Win", Reason = "a shell script")]
public sealed class MakeNanoTests
{
    [Test]
    public void Every_part_is_made_from_those_before_it_and_nothing_is_made_twice()
    {
        using var persim = new Persim();
        var (program, made) = (Path.Combine(persim.Home, "persim"), Path.Combine(persim.Home, "made"));
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "persim.dll")}' \"$@\"\n");
        using (var executable = Process.Start("chmod", ["+x", program])) executable.WaitForExit();

        var first = Make(program, "--steps", "1", "--out", made);
        var again = Make(program, "--steps", "1", "--out", made);

        Assert.That(first.Code, Is.Zero, first.Said);
        Assert.That(first.Said, Does.Contain("is not the bundled file"), "of one step each");
        using (var model = LlamaModel.Load(Path.Combine(made, "persim-nano.gguf"))) Assert.That(model.Width, Is.EqualTo(128));
        foreach (var part in new[] { "start", "dosed", "town", "parted", "mended", "deeds", "sharpened", "described", "joined" }) Assert.That(again.Said, Does.Contain($"nano-{part}/weights.gguf is there"));
        Assert.That(Make(program, "--step").Said, Does.Contain("--steps N"));
    }

    private static (int Code, string Said) Make(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "models", "make-nano.sh"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PERSIM"] = program;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
