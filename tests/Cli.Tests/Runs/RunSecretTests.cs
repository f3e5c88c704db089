using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Tests.Runs;

public sealed class RunSecretTests
{
    [TestCase("postgres://lab:s3cret@db.example:5432/runs", "postgres://lab@db.example:5432/runs")]
    [TestCase("postgres://lab@db.example/runs", "postgres://lab@db.example/runs")]
    [TestCase("postgres://db.example:5432/runs", "postgres://db.example:5432/runs")]
    public void A_run_s_configuration_holds_no_password(string address, string kept)
    {
        var bound = Studies.Catalog.Bind(ConfigFile.Parse("study: town", "test", [$"store={ConfigText.Quote(address)}"]));

        var text = RunSecrets.Without(ConfigText.Canonical(bound), bound.As<RunConfig>());

        Assert.That(Studies.Catalog.Bind(ConfigFile.Parse(text, "kept")).As<RunConfig>().Store, Is.EqualTo(kept));
        Assert.That(text, Does.Not.Contain("s3cret"));
    }
}
