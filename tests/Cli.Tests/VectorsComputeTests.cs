using NUnit.Framework;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests;

public sealed class VectorsComputeTests
{
    [Test]
    public void A_trait_is_written_with_its_card_and_one_that_is_yes_saying_is_refused()
    {
        using var persim = Prepared();

        var result = persim.Run("vectors", "compute", "--model", "planted", "--traits", "E,N", "--sets", "sets", "--threads", "1", "--json");

        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Error, Does.Contain("refused").And.Contain("N").And.Contain("agree"));
        var folder = Path.Combine(persim.Models, "vectors", "planted");
        Assert.That(Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) != ".captures").Select(Path.GetFileName), Is.EquivalentTo(new[] { "E.gguf", "E.json" }), "where a run looks for them");
        var (e, n) = (result.Json.GetProperty("traits")[0], result.Json.GetProperty("traits")[1]);
        Assert.That(e.GetProperty("computed").GetProperty("pairAuc").GetDouble(), Is.EqualTo(1));
        Assert.That(n.GetProperty("vector").GetString(), Is.Null);
        var card = CardFile.Beside(Path.Combine(folder, "E.gguf"))!;
        Assert.That(card.Status, Is.EqualTo("not calibrated"));
        Assert.That(card.Computed.Model.Sha256, Has.Length.EqualTo(64));
        Assert.That(ControlVector.Read(Path.Combine(folder, "E.gguf")).Width, Is.EqualTo(64));

        var table = persim.Run("vectors", "compute", "--model", "planted", "--traits", "E", "--layers", "3-4", "--sets", "sets", "--threads", "1").IsFine();
        Assert.That(table.Output, Does.Contain("3-4").And.Contain("1.00").And.Contain("written").And.Contain("not calibrated"));

        // and a run doses with it, and writes down how much of the residual stream that is
        persim.Run("run", "town.small", "--model", "planted", "--arm", "none", "--env", "open", "--population", "2", "--ticks", "1", "--threads", "1", "--run-id", "dosed",
            "--set", "persona.directions.E=-0.5", "--set", "minds.agents.parallel=2", "--set", "minds.agents.flash=off", "--set", "minds.agents.cells=4096", "--set", "minds.agents.max_tokens=8", "--set", "town.turns=1",
            "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0").IsFine();
        using var store = SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", "dosed"));
        var size = CardFile.Beside(Path.Combine(folder, "E.gguf"))!.Computed.Layers.Where(l => l.Steered).Average(l => l.Norm / l.Residual);
        var doses = store.Query("select distinct applied, relative_size from doses").Single();
        Assert.That(doses["applied"], Is.EqualTo(-0.5));
        Assert.That((double)doses["relative_size"]!, Is.EqualTo(0.5 * size).Within(0.01).Percent);
    }

    [Test]
    public void The_same_vector_again_keeps_its_calibration_and_another_one_is_said_to_have_lost_it()
    {
        using var persim = Prepared();
        string[] compute = ["vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--threads", "1", "--layers"];
        var path = Path.Combine(persim.Models, "vectors", "planted", "E.json");
        CalibrationSection Section(CalibrationVerdict verdict) => new("ipip-50", "suffix", verdict, "of a test", new Dictionary<string, string>(), 1, 200, "", [], [new RisingPoint(-1, -1), new RisingPoint(1, 1)], null, null, null);
        string Show() => persim.Run("vectors", "show", "E", "--model", "planted").IsFine().Output;

        persim.Run([.. compute, "3-4"]).IsFine();
        Assert.That(Show(), Does.Contain("not calibrated"));
        CardFile.Write(path, CardFile.Read(path) with { Calibration = Section(CalibrationVerdict.Steered) });

        Assert.That(Show(), Does.Contain("calibrated, reaches -1.0 to +1.0 sd on ipip-50"));
        Assert.That(persim.Run("vectors", "show", "E", "--model", "planted", "--json").IsFine().Json[0].GetProperty("calibrated").GetBoolean());
        var again = persim.Run([.. compute, "3-4"]).IsFine();
        Assert.That(again.Output, Does.Contain("still calibrated"));
        Assert.That(again.Error, Does.Not.Contain("had been calibrated"));
        Assert.That(persim.Run([.. compute, "2-4"]).IsFine().Error, Does.Contain("E had been calibrated"));
        Assert.That(CardFile.Read(path).Calibration, Is.Null);
        CardFile.Write(path, CardFile.Read(path) with { Calibration = Section(CalibrationVerdict.NotSteered) });
        Assert.That(Show(), Does.Contain("calibrated in vain: not steered"));
        Assert.That(persim.Run([.. compute, "3-4"]).IsFine().Error, Does.Not.Contain("had been calibrated"), "there was nothing to lose");
    }

    [Test]
    public void Mistakes_are_one_line_each_before_a_model_is_loaded()
    {
        using var persim = Prepared();
        Result Compute(params string[] more) => persim.Run(["vectors", "compute", "--model", "planted", "--sets", "sets", .. more]);

        Compute("--traits", "E,X").IsOneLineOfError(1, "--traits", "X");
        Compute("--traits", "E,E").IsOneLineOfError(1, "twice");
        Compute("--traits", "E", "--layers", "5-2").IsOneLineOfError(1, "2-5");
        Compute("--traits", "E", "--method", "median").IsOneLineOfError(1, "mean, pca, actadd");
        Compute("--traits", "O").IsOneLineOfError(1, "O.jsonl");
        persim.Run("vectors", "compute", "--model", "gone").IsOneLineOfError(1, "gone");
        File.WriteAllText(Path.Combine(persim.Home, "file"), "");
        Compute("--traits", "E", "--out", "file/below").IsOneLineOfError(1, "--out", "below");
        if (OperatingSystem.IsLinux()) Compute("--traits", "E", "--out", "/proc/persim").IsOneLineOfError(1, "/proc/persim", "nothing can be written", "--out"); // read-only for anybody

        var path = Path.Combine(persim.Home, "sets", "E.jsonl");
        var lines = File.ReadAllLines(path);
        Break(l => [.. l.Select(line => line.Replace("\"first\": \"low\"", "\"first\": \"high\"", StringComparison.Ordinal))], "E.jsonl, line 2, first", "expected half");
        Break(l => l[..100], "79 train items", "needs 120");
        Break(l => [.. l.Where(line => !line.Contains("\"test\"", StringComparison.Ordinal))], "0 test items", "needs 40");
        Break(l => ["{\"id\": 3}", .. l], "line 1, id");

        void Break(Func<string[], string[]> change, params string[] words)
        {
            File.WriteAllLines(path, change(lines));
            Compute("--traits", "E").IsOneLineOfError(1, words);
        }
    }

    [Test]
    [Category("Full")]
    [Platform(Exclude = "Win", Reason = "a hard kill of a child is tried on the systems that runs live on")]
    public void Killed_at_several_instants_it_ends_with_the_same_bytes()
    {
        using var persim = Prepared();
        string[] Compute(string folder) => ["vectors", "compute", "--model", "planted", "--traits", "E", "--sets", "sets", "--threads", "1", "--out", folder];
        persim.Run(Compute("whole")).IsFine();
        var expected = Files("whole");

        var resumed = 0;
        foreach (var milliseconds in new[] { 700, 1000, 1300, 1600, 2000, 2500 })
        {
            var folder = $"killed{milliseconds}";
            persim.RunAndKill(TimeSpan.FromMilliseconds(milliseconds), Compute(folder));
            var result = persim.Run([.. Compute(folder), "--json"]).IsFine();
            resumed += result.Json.GetProperty("resumed").GetInt32() > 0 ? 1 : 0;
            Assert.That(Files(folder), Is.EqualTo(expected), folder);
        }

        Assert.That(resumed, Is.GreaterThan(0), "a law that was never put to the test");

        Dictionary<string, byte[]> Files(string folder) => Directory.EnumerateFiles(Path.Combine(persim.Home, folder)).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
    }

    private static Persim Prepared()
    {
        var persim = new Persim();
        ContrastFolder.Write(Path.Combine(persim.Home, "sets"));
        ContrastFolder.WriteModel(Path.Combine(persim.Models, "planted.gguf"));
        return persim;
    }
}
