using NUnit.Framework;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests.Runs;

/// <summary>Runs whose directions have dose cards: people are dosed in trait units.</summary>
public sealed class CardRunTests
{
    [Test]
    public void People_are_dosed_in_the_cards_units_and_what_becomes_of_the_cards_changes_nothing_of_a_run_that_has_begun()
    {
        using var persim = new Persim();
        var model = Prepared(persim);
        foreach (var letter in "EACNO") File.Move(Path.Combine(persim.Home, "vectors", letter + ".json"), Path.Combine(persim.Home, letter + ".card"));
        persim.Run(Town("raw", model, ticks: 1)).IsFine();
        var units = Doses(persim, "raw"); // without cards a unit is persona.dose, which is 1
        Assert.That(File.Exists(Path.Combine(persim.Home, "runs", "raw", "doses.json")), Is.False);
        foreach (var letter in "EACNO") File.Move(Path.Combine(persim.Home, letter + ".card"), Path.Combine(persim.Home, "vectors", letter + ".json"));

        var whole = persim.Run([.. Town("whole", model, ticks: 2), "--json"]);
        var expected = RunTests.Hash(whole);
        Assert.That(whole.Error, Does.Contain("beyond what the cards found usable").And.Contain("E -1.0 to +1.0"));
        Assert.That(whole.Json.GetProperty("cards").EnumerateObject().Select(c => c.Name), Is.EqualTo(new[] { "A", "C", "E", "N", "O" }));
        var table = File.ReadAllText(Path.Combine(persim.Home, "runs", "whole", "doses.json"));
        Assert.That(Doses(persim, "whole"), Is.EqualTo(units.Select(u => Math.Clamp(u, -1, 1)).Select(u => u < 0 ? 3 * u : 2 * u)).Within(1e-9));
        Assert.That(units, Has.Some.GreaterThan(1), "somebody must have been held");

        // a run that began without cards goes on without them
        Assert.That(persim.Run("resume", "raw", "--ticks", "2").IsFine().Error, Does.Not.Contain("card"));
        Assert.That(File.Exists(Path.Combine(persim.Home, "runs", "raw", "doses.json")), Is.False);

        // stopped after a tick, then calibrated anew, then gone altogether: the run goes on as it began
        persim.Run(Town("cut", model, ticks: 1)).IsFine();
        foreach (var letter in "EACNO")
        {
            var path = Path.Combine(persim.Home, "vectors", letter + ".json");
            var card = CardFile.Read(path);
            CardFile.Write(path, card with { Calibration = card.Calibration! with { Rising = [new RisingPoint(-9, -1), new RisingPoint(0, 0), new RisingPoint(9, 1)] } });
        }

        var resumed = persim.Run("resume", "cut", "--ticks", "2", "--json");
        Assert.That(RunTests.Hash(resumed), Is.EqualTo(expected));
        Assert.That(resumed.Error, Does.Contain("the dose card of E is").And.Contain("stay the raw doses"));
        Directory.Delete(Path.Combine(persim.Home, "vectors"), recursive: true);
        persim.Run("replay", "whole").IsFine();
        persim.Run("bundle", "whole", "-o", "whole.zip").IsFine();
        persim.Run("replay", "whole.zip").IsFine();

        File.WriteAllText(Path.Combine(persim.Home, "runs", "whole", "doses.json"), table.Replace("-3", "-4", StringComparison.Ordinal));
        persim.Run("replay", "whole").IsOneLineOfError(1, "doses.json", "was changed", "Restore it");
        File.Delete(Path.Combine(persim.Home, "runs", "whole", "doses.json"));
        persim.Run("replay", "whole").IsOneLineOfError(1, "doses.json", "is gone");
    }

    [Test]
    public void A_configuration_that_asks_for_more_than_the_cards_reach_is_refused_with_their_range()
    {
        using var persim = new Persim();
        var model = Prepared(persim);

        persim.Run([.. Town("far", model, ticks: 1), "--set", "persona.within=any"]).IsOneLineOfError(1, "sd was asked for", "-1 to +1 sd", "ipip-50");
        persim.Run([.. Town("far", model, ticks: 1), "--set", "persona.mean=1.5"]).IsOneLineOfError(1, "persona.mean", "E of +1.5 sd", "-1 to +1 sd");
        persim.Run([.. Town("far", model, ticks: 1), "--set", "persona.schedule=[{ from: 0, factor: 1 }, { from: 1, factor: 3 }]", "--set", "persona.mean=0.5"]).IsOneLineOfError(1, "E of +1.5 sd");
        File.WriteAllText(Path.Combine(persim.Home, "people.csv"), "name,E,A,C,N,O\nAda,0.5,0,0,0,0\nBo,0,0,0,-1.2,0\nCy,0,0,0,0,0\nDi,0,0,0,0,0\n");
        persim.Run([.. Town("far", model, ticks: 1), "--set", "persona.table=people.csv"]).IsOneLineOfError(1, "Bo: N of -1.2 sd", "-1 to +1 sd");
        persim.Run([.. Town("far", model, ticks: 1), "--set", "persona.scope=all"]).IsOneLineOfError(1, "scope suffix", "--scope all");
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs", "far")), Is.False);

        persim.Run([.. Town("near", model, ticks: 1), "--set", "persona.within=any", "--set", "persona.sd=0.4"]).IsFine();
    }

    // of everybody's first ask
    private static List<double> Doses(Persim persim, string run)
    {
        var people = persim.Run("inspect", run, "--json").IsFine().Json.EnumerateArray().Select(p => p.GetString()!);
        return [.. people.SelectMany(who => persim.Run("inspect", $"{run}@0", who, "--json").IsFine().Json.GetProperty("asks")[0].GetProperty("doses").EnumerateArray().Select(d => d.GetProperty("intended").GetDouble()))];
    }

    private static string Prepared(Persim persim)
    {
        var model = TinyModel.Path("llama", "q8_0");
        var folder = Directory.CreateDirectory(Path.Combine(persim.Home, "vectors")).FullName;
        var sha256 = Native.Models.Probing.ModelGate.HashOf(model, folder);
        var draws = new CounterRng(3);
        foreach (var letter in "EACNO") CardFiles.Write(folder, letter.ToString(), model: sha256, layer: 1, direction: [.. Enumerable.Range(0, SynthSpec.Parse("llama", "tiny", "q8_0", 1).Shape.Width).Select(_ => (float)draws.NextNormal() / 20)]);
        return model;
    }

    private static string[] Town(string id, string model, int ticks) =>
        ["run", "town.small", "--model", model, "--arm", "steer", "--env", "open", "--population", "4", "--ticks", ticks.ToString(), "--threads", "1", "--run-id", id, "--set", "minds.agents.parallel=4", "--set", "minds.agents.flash=off", "--set", "minds.agents.vectors=vectors", "--set", "minds.agents.cells=8192", "--set", "town.turns=2",
        "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0"];
}
