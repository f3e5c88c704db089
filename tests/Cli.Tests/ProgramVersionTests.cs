using NUnit.Framework;
using PersonaSim.Cli.Wiring;

namespace PersonaSim.Cli.Tests;

/// <summary>Manifests, pages and baselines say which program made them.</summary>
public sealed class ProgramVersionTests
{
    [TestCase("0.1.0+19bfc81e563bd9bd6ac5230f3099cabe16b5fd33", "0.1.0+19bfc81e563b")]
    [TestCase("0.1.0+mine", "0.1.0+mine")]
    [TestCase("0.1.0", "0.1.0")]
    [TestCase("", "unknown")]
    [TestCase(null, "unknown")]
    public void A_version_names_the_commit_it_was_built_in(string? informational, string expected) => Assert.That(ProgramVersion.Of(informational), Is.EqualTo(expected));

    [Test]
    public void A_run_s_manifest_says_it()
    {
        using var persim = new Persim();

        persim.Run("run", "town.small", "--mock", "--ticks", "1", "--population", "4", "--run-id", "r").IsFine();

        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "runs", "r", "manifest.json")), Does.Contain($"\"persim\": \"{ProgramVersion.Text}\""));
        Assert.That(ProgramVersion.Text, Does.Match(@"^\d+\.\d+\.\d+(\+[0-9a-f]{12})?$"));
    }
}
