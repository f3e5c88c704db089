using System.Globalization;
using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests.Runs;

/// <summary>Texts and doses at an equal achieved score: persona.match: achieved.</summary>
public sealed class LevelMatchRunTests
{
    [Test]
    public void Arms_are_compared_at_an_equal_score_and_both_curves_stand_beside_them()
    {
        using var persim = new Persim();
        var model = TinyModel.Path("llama", "q8_0");
        var sha256 = Native.Models.Probing.ModelGate.HashOf(model, Directory.CreateDirectory(Path.Combine(persim.Home, "vectors")).FullName);
        var draws = new CounterRng(3);
        foreach (var letter in "EACNO") CardFiles.Write(Path.Combine(persim.Home, "vectors"), letter.ToString(), model: sha256, layer: 1, direction: [.. Enumerable.Range(0, SynthSpec.Parse("llama", "tiny", "q8_0", 1).Shape.Width).Select(_ => (float)draws.NextNormal() / 20)]);
        Levels(persim, sha256);
        string[] compare = ["compare", "town.small", "--model", model, "--arms", "prompt,steer", "--seeds", "1", "--env", "open", "--population", "2", "--ticks", "1", "--threads", "1", "--out", "c", "--set", "minds.agents.parallel=4", "--set", "minds.agents.flash=off", "--set", "minds.agents.vectors=vectors", "--set", "minds.agents.cells=8192", "--set", "town.turns=1", "--set", "town.measure_every=1",
            "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0", "--set", "compare.primary={ measure/energy/town: { bound: 1 } }", "--set", "persona.match=achieved"];

        persim.Run(compare).IsOneLineOfError(1, "persona.match", "persona.levels", "--level 1..7");
        persim.Run([.. compare, "--set", "persona.levels=gone.json"]).IsOneLineOfError(1, "gone.json", "does not exist");
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False, "found before the first arm has run");
        var result = persim.Run([.. compare, "--set", "persona.levels=levels.json", "--json"]).IsFine().Json;

        var curves = result.GetProperty("curves").EnumerateArray().ToList();
        Assert.That(curves.Select(c => c.GetProperty("trait").GetString()), Is.EqualTo(new[] { "E", "A", "C", "N", "O" }));
        Assert.That(curves.Select(c => c.GetProperty("matched").GetBoolean()), Is.All.True);
        // level 7 achieves 0.6 units, and the card says that a raw dose of 2 achieves 1
        var seventh = curves[0].GetProperty("texts").EnumerateArray().Last();
        Assert.That(seventh.GetProperty("level").GetInt32(), Is.EqualTo(7));
        Assert.That(new[] { seventh.GetProperty("units").GetDouble(), seventh.GetProperty("raw").GetDouble() }, Is.EqualTo(new[] { 0.6, 1.2 }).Within(1e-9));
        Assert.That(curves[0].GetProperty("doses").EnumerateArray().Select(d => d.GetProperty("raw").GetDouble()), Is.EqualTo(new[] { -3.0, 0, 2 }));

        // everybody's dose is one of the seven that the texts' levels are worth
        using var store = SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", "c", "c-steer-7"));
        var doses = store.Query("select distinct intended from doses").Select(r => (double)r["intended"]!).ToList();
        Assert.That(doses, Is.Not.Empty.And.All.Matches<double>(d => Enumerable.Range(-3, 7).Any(l => Math.Abs(d - (l < 0 ? 3 * 0.2 * l : 2 * 0.2 * l)) < 1e-9)));
        Assert.That(doses.Any(d => d != 0));
        Assert.That(persim.Run([.. compare, "--set", "persona.levels=levels.json", "--no-runs"]).IsFine().Output, Does.Contain("a person's dose achieves what the text of their level does").And.Contain("7: 0.6 = 1.2"));
        persim.Run("replay", "c/c-steer-7").IsFine();
        persim.Run("report", "c/c-prompt-7", "c/c-steer-7", "-o", "arms.html").IsFine();
        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "arms.html")), Does.Contain("id=\"arms-curves\"").And.Contain("the one that achieves what the text of their level achieves"));
    }

    [Test]
    public void A_curve_that_is_missing_or_another_model_s_is_refused_in_a_line()
    {
        using var persim = new Persim();
        var folder = Directory.CreateDirectory(Path.Combine(persim.Home, "vectors")).FullName;
        CardFiles.Write(folder, "E");
        var layers = new Dictionary<string, IReadOnlyDictionary<int, float[]>> { ["E"] = new Dictionary<int, float[]> { [2] = [3, 0, 0, 0] } };
        string Refused(string file, string names = "E")
        {
            var all = names.Split(',').ToDictionary(n => n, _ => layers["E"]);
            return Assert.Throws<InputException>(() => DoseCards.Read(folder, all.Keys, "model", DoseScope.Suffix).Table(false, all, LevelFile.Read(file)))!.Message;
        }

        var good = Levels(persim, "model");
        Assert.That(DoseCards.Read(folder, ["E"], "model", DoseScope.Suffix).Table(false, layers, LevelFile.Read(good))!.UnitsOf("E", 2), Is.EqualTo(0.6).Within(1e-12));
        Assert.That(Refused(good, "E,N"), Does.Contain("wants the doses' curve of N").And.Contain("no calibrated dose card").And.Contain("vectors calibrate"));
        CardFiles.Write(folder, "O", CalibrationVerdict.NotSteered);
        Assert.That(Refused(good, "E,O"), Does.Contain("curve of O").And.Contain("not steered: of a test"));
        Assert.That(Refused(Path.Combine(persim.Home, "gone.json")), Does.Contain("does not exist").And.Contain("--level 1..7"));
        Assert.That(Refused(Levels(persim, "another")), Does.Contain("one model").And.Contain("another"));
        Assert.That(Refused(Levels(persim, "model", instrument: "ipip-neo-120")), Does.Contain("one instrument").And.Contain("ipip-neo-120"));
        Assert.That(Refused(Levels(persim, "model", letters: "ACNO")), Does.Contain("no curve of E; it has A, C, N, O"));
        File.WriteAllText(good, "{ \"model\": 3 }");
        Assert.That(Refused(good), Does.Contain("is not what persim probe prints"));

        // rules have neither curve
        persim.Run("run", "town.small", "--mock", "--arm", "steer", "--ticks", "1", "--population", "4", "--set", "persona.match=achieved", "--set", "persona.levels=levels.json").IsOneLineOfError(1, "rules have neither curve");
        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs")), Is.False);
    }

    [Test]
    public void What_persim_probe_prints_is_what_is_read()
    {
        using var persim = new Persim();
        var printed = persim.Run("probe", "--mock", "--level", "1..7", "--json").IsFine();
        var path = Path.Combine(persim.Home, "levels.json");
        File.WriteAllText(path, printed.Output);

        var read = LevelFile.Read(path);

        Assert.That((read.Instrument, read.ModelSha256), Is.EqualTo(("ipip-50", (string?)null)));
        Assert.That(read.TextHashes.Keys, Does.Contain("persona/traits"));
        foreach (var trait in "EACNO")
        {
            var (nobody, texts) = read.Of(trait.ToString());
            Assert.That(texts.Select(t => t.Level), Is.EqualTo(Enumerable.Range(-3, 7)));
            Assert.That(texts.Select(t => t.Latent), Is.Ordered, "the rule knows the traits");
            Assert.That(nobody, Is.InRange(texts[0].Latent, texts[^1].Latent));
        }
    }

    // level k of every trait achieves 0.2 (k - 4) units of 1 above nobody's 0.5
    private static string Levels(Persim persim, string model, string instrument = "ipip-50", string letters = "EACNO")
    {
        var curves = letters.Select(t => $$"""{ "trait": "{{t}}", "wording": 1, "points": [{{string.Join(", ", Enumerable.Range(1, 7).Select(l => string.Create(CultureInfo.InvariantCulture, $$"""{ "level": {{l}}, "latent": {{0.5 + (Math.Round(0.2 * (l - 4), 3))}}, "score": {{2 + (0.3 * l)}} }""")))}}], "risesFrom": 1, "risesTo": 7 }""");
        var domains = "EACNO".Select(t => $$"""{ "trait": "{{t}}", "latent": { "value": 0.5 } }""");
        var path = Path.Combine(persim.Home, "levels.json");
        File.WriteAllText(path, $$"""{ "mind": { "kind": "llama", "model_sha256": "{{model}}" }, "prompts": {}, "report": { "instrument": "{{instrument}}", "levels": [{{string.Join(", ", curves)}}], "baseline": { "domains": [{{string.Join(", ", domains)}}] } } }""");
        return path;
    }
}
