using System.Text.Json;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests;

/// <summary>How a command ended.</summary>
internal sealed record Result(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public Result IsFine()
    {
        Assert.That(ExitCode, Is.Zero, Error + Output);
        return this;
    }

    /// <summary>A failure must be one line for people, not a stack trace; warnings may stand before it.</summary>
    public Result IsOneLineOfError(int exitCode, params string[] words)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), Error + Output);
        Assert.That(Error.Trim().Split('\n').Where(l => !l.StartsWith("persim: warning: ", StringComparison.Ordinal)).ToList(), Has.Count.EqualTo(1), Error);
        Assert.That(Error, Does.StartWith("persim: "));
        foreach (var word in words) Assert.That(Error, Does.Contain(word));
        return this;
    }
}
