using System.Security.Cryptography;
using NUnit.Framework;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests;

/// <summary>The model in the box, its page and its cards belong together, and it lives in a town.</summary>
public sealed class ShippedModelTests
{
    private static readonly string _model = Path.Combine(Repository.Root, "models", "persim-nano.gguf");
    private static readonly string _vectors = Path.Combine(Repository.Root, "models", "vectors", "persim-nano");

    [Test]
    public void Its_page_and_cards_are_of_this_file_which_is_small()
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_model)));
        var page = File.ReadAllText(Path.ChangeExtension(_model, ".md"));

        Assert.That(new FileInfo(_model).Length, Is.LessThanOrEqualTo(12_000_000));
        Assert.That(page, Does.Contain(sha256).And.Contain("is a calibration phantom").And.Contain("persim models train --recipe models/persim-nano.yaml"));
        foreach (var letter in "EACNO")
        {
            var card = CardFile.Read(Path.Combine(_vectors, letter + ".json"));
            Assert.That(card.Computed.Model.Sha256, Is.EqualTo(sha256), letter.ToString());
            Assert.That(card.Calibration, Is.Not.Null, letter.ToString());
            if (card.Calibration!.Reach is { } reach) Assert.That(page, Does.Contain(reach.High.ToString("+0.00", System.Globalization.CultureInfo.InvariantCulture)), letter.ToString());
        }
    }

    [Test]
    [Category("Full")]
    public void Doctor_has_nothing_to_say_against_it_and_it_can_be_checked()
    {
        using var persim = new Persim();
        persim.Set("PERSIM_HOME", Repository.Root);

        var doctor = persim.Run("doctor").IsFine().Output;
        Assert.That(doctor, Does.Contain("persim-nano"));
        Assert.That(doctor.Split('\n').Where(l => l.Contains("persim-nano", StringComparison.Ordinal) && l.StartsWith("warn", StringComparison.Ordinal)), Is.Empty);
        var check = persim.Run("models", "check", _model, "--recipe", Path.Combine(Repository.Root, "models", "persim-nano.yaml"), "--quick", "--questions", "4", "--json");
        Assert.That(check.ExitCode, Is.Zero, check.Error);
    }

    [Test]
    public void It_lives_in_a_town_in_trait_units()
    {
        using var persim = new Persim();

        persim.Run(["run", "town.small", "--model", _model, "--arm", "steer", "--population", "6", "--ticks", "2", "--run-id", "nano", "--set", "minds.agents.vectors=" + _vectors, "--set", "minds.agents.parallel=8", .. new[] { "likert", "behaviour", "observer", "stability", "capability", "opinions" }.SelectMany(p => new[] { "--set", $"probes.{p}_every=0" })]).IsFine();

        var people = persim.Run("inspect", "nano", "--json").IsFine().Json;
        Assert.That(people.GetArrayLength(), Is.EqualTo(6));
        var doses = persim.Run("inspect", "nano@1", people[0].GetString()!, "--json").IsFine().Json.GetProperty("asks")[0].GetProperty("doses");
        Assert.That(doses.GetArrayLength(), Is.GreaterThan(0));
        Assert.That(File.Exists(Path.Combine(persim.Home, "runs", "nano", "doses.json")), "people are dosed in the cards' units");
        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "runs", "nano", "manifest.json")), Does.Match("\"layout\": \"separate\""), "a model of a short context has a cache for each ask without being told");
        persim.Run("replay", "nano").IsFine();
    }

    [Test]
    [Category("Full")]
    public void The_town_of_32_lives_its_day_as_build_sh_runs_it()
    {
        using var persim = new Persim();

        var run = persim.Run(["run", "town.small", "--model", _model, "--ticks", "8", "--run-id", "day", "--set", "minds.agents.vectors=" + _vectors, "--set", "probes.items_per_trait=2", "--set", "probes.conditions=[dosed]", .. new[] { "behaviour", "observer", "stability", "opinions", "capability" }.SelectMany(p => new[] { "--set", $"probes.{p}_every=0" })]).IsFine();

        Assert.That(run.Output, Does.Contain("8 ticks"), "no ask is too long for its cache");
    }
}
