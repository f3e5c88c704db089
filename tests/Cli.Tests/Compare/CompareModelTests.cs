using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests.Compare;

/// <summary>Comparisons of a model's arms: random weights, real wiring.</summary>
public sealed class CompareModelTests
{
    [Test]
    public void Runs_share_a_model_and_doses_are_stored_as_meant_and_as_given()
    {
        using var persim = new Persim();
        var model = TinyModel.Path("llama", "q8_0");
        foreach (var name in "EACNO".Select(l => l.ToString())) Write(Path.Combine(persim.Home, "vectors"), name, 1);
        foreach (var name in "EACNO".Select(l => "placebo-" + l)) Write(Path.Combine(persim.Home, "vectors"), name, 7);

        var result = persim.Run("compare", "town.small", "--model", model, "--arms", "none,steer,placebo", "--seeds", "1", "--env", "open", "--population", "2", "--ticks", "1", "--threads", "1", "--out", "c", "--set", "minds.agents.parallel=4", "--set", "minds.agents.flash=off", "--set", "minds.agents.vectors=vectors", "--set", "minds.agents.cells=8192", "--set", "town.turns=2", "--set", "town.measure_every=1",
            "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.observer_every=0", "--set", "compare.primary={ measure/energy/town: { bound: 1 } }", "--json").IsFine().Json;

        var arms = result.GetProperty("arms").EnumerateArray().ToDictionary(a => a.GetProperty("arm").GetString()!);
        Assert.That(arms.Keys, Is.EquivalentTo(new[] { "none", "steer", "placebo", "none2" }));
        Assert.That(arms["none"].GetProperty("intendedDose").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        Assert.That(arms["steer"].GetProperty("intendedDose").GetDouble(), Is.EqualTo(arms["steer"].GetProperty("appliedDose").GetDouble()).And.GreaterThan(0), "the governor only logs");
        Assert.That(arms["placebo"].GetProperty("intendedDose").GetDouble(), Is.EqualTo(arms["steer"].GetProperty("intendedDose").GetDouble()).Within(0.5), "the same people");
        Assert.That(CompareTests.Row(result, "measure/energy/town", "steer").GetProperty("verdict").GetString(), Is.EqualTo("undecided").Or.EqualTo("refused"), "one pair says nothing");
        Assert.That(result.GetProperty("notes").EnumerateArray().Select(n => n.GetString()), Has.Some.Contains("one draw of permuted labels"));
        Assert.That(result.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("eventHash").GetString()).Distinct().Count(), Is.GreaterThan(1), "vectors act");
        var page = persim.Run("report", "c", "--json").IsFine().Json;
        Assert.That(page.GetProperty("banners").EnumerateArray().Select(b => b.GetString()), Is.EqualTo(new[] { Banners.Meaningless }), "the weights are random, which the file says");
        Assert.That(persim.Run("report", "c/c-steer-7", "--json").IsFine().Json.GetProperty("banners")[0].GetString(), Is.EqualTo(Banners.Meaningless));
        var draws = page.GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "controls").GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "placebo-draws").GetProperty("evidence")[0].GetProperty("rows").EnumerateArray().ToList();
        Assert.That(draws.Select(d => d[1].GetString()), Is.EqualTo(new[] { "steer", "draw 1" }));
        var summary = page.GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("id").GetString() == "arms").GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "arm-table").GetProperty("evidence")[0];
        var right = summary.GetProperty("columns").EnumerateArray().Select(c => c.GetString()).ToList().IndexOf("right_answers");
        using var placebo = SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", "c", "c-placebo-7"));
        Assert.That(placebo.Query("select distinct direction from doses order by direction").Select(r => (string)r["direction"]!), Is.EqualTo(new[] { "placebo-A", "placebo-C", "placebo-E", "placebo-N", "placebo-O" }));
        var tasks = placebo.Query("select item, value from probes where instrument = 'capability'").Select(r => (Task: ((string)r["item"]!).Split('/')[0], Value: (double)r["value"]!)).ToList();
        Assert.That(tasks, Has.Count.EqualTo(2 * 3), "two people, one question of each task");
        Assert.That(summary.GetProperty("rows").EnumerateArray().Single(r => r[0].GetString() == "placebo")[right].GetDouble(), Is.EqualTo(tasks.GroupBy(t => t.Task).Average(t => t.Average(x => x.Value))).Within(1e-12));
    }

    [Test]
    public void A_placebo_has_the_real_ones_norm_and_each_seed_its_own_draw()
    {
        using var folder = new TempFolder();
        var path = TinyModel.Path("llama", "q8_0");
        using var model = LlamaModel.Load(path);
        Write(folder.Path, "E", 3);
        string[] wanted = ["placebo-E"];
        Write(folder.Path, "placebo-E", 0.01);
        var first = new SortedDictionary<string, string>();
        RunVectors.Load(model, path, folder.Path, new WantedDirections(wanted, [], "nobody"), 1, first, TextWriter.Null);

        var (real, drawn) = (ControlVector.Read(Path.Combine(folder.Path, "E.gguf")).Layers, ControlVector.Read(Path.Combine(folder.Path, "placebo-E.gguf")).Layers);
        var scaled = RunVectors.Scaled(drawn, real, "placebo-E.gguf");
        Assert.That(Norm(scaled[1]), Is.EqualTo(Norm(real[1])).Within(1e-3));
        Assert.That(scaled[1][0] / drawn[1][0], Is.EqualTo(scaled[1][5] / drawn[1][5]).Within(1e-3), "another length, the same direction");
        Assert.That(() => RunVectors.Scaled(drawn, new Dictionary<int, float[]> { [2] = real[1] }, "placebo-E.gguf"), Throws.TypeOf<InputException>().With.Message.Contains("layers 1"));
        Assert.That(RunVectors.PlaceboDraws(folder.Path), Is.Zero, "a set is whole or it is none");

        foreach (var letter in "ACNO") Write(folder.Path, "placebo-" + letter, 1);
        foreach (var letter in "EACNO") Write(folder.Path, $"placebo-{letter}-2", 2);
        var (odd, even) = (new SortedDictionary<string, string>(), new SortedDictionary<string, string>());
        RunVectors.Load(model, path, folder.Path, new WantedDirections(wanted, [], "nobody"), 1, odd, TextWriter.Null);
        RunVectors.Load(model, path, folder.Path, new WantedDirections(wanted, [], "nobody"), 2, even, TextWriter.Null);
        Assert.That(RunVectors.PlaceboDraws(folder.Path), Is.EqualTo(2));
        Assert.That(even["placebo-E"], Is.EqualTo(first["placebo-E"]).And.Not.EqualTo(odd["placebo-E"]));

        File.Delete(Path.Combine(folder.Path, "E.gguf"));
        Assert.That(() => RunVectors.Load(model, path, folder.Path, new WantedDirections(wanted, [], "nobody"), 1, odd, TextWriter.Null), Throws.TypeOf<InputException>().With.Message.Contains("E.gguf"));
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));

    private static void Write(string folder, string name, double size)
    {
        var spec = SynthSpec.Parse("llama", "tiny", "q8_0", 1);
        var draws = new CounterRng((ulong)name.Sum(c => (long)c));
        var direction = Enumerable.Range(0, spec.Shape.Width).Select(_ => (float)(draws.NextNormal() * size / 4)).ToArray();
        new ControlVector("llama", new Dictionary<int, float[]> { [1] = direction }).Write(Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".gguf"));
    }
}
