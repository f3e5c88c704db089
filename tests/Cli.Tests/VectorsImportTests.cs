using System.Text.Json;
using NUnit.Framework;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors;

namespace PersonaSim.Cli.Tests;

/// <summary>Vectors of other tools on their way into a run: import, show, export, and what a run refuses.</summary>
public sealed class VectorsImportTests
{
    private static readonly SynthSpec _spec = SynthSpec.Parse("llama", "tiny", "q8_0", 1);

    [Test]
    public void An_imported_vector_is_marked_shown_and_exported_again()
    {
        using var persim = new Persim();
        var folder = Model(persim);
        var foreign = Foreign(persim, "happy.gguf", 0, 1, 2);

        var import = persim.Run("vectors", "import", foreign, "--model", "lt", "--name", "happy").IsFine();
        var card = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "happy.json"))).RootElement;
        var show = persim.Run("vectors", "show", "happy", "--model", "lt", "--json").IsFine().Json[0];
        persim.Run("vectors", "export", "--model", "lt", "--mix", "happy=-0.5", "-o", "sad.gguf").IsFine();
        var (stored, exported) = (ControlVector.Read(Path.Combine(folder, "happy.gguf")), ControlVector.Read(Path.Combine(persim.Home, "sad.gguf")));

        Assert.That(import.Output, Does.Contain("layer 0").And.Contain("uncalibrated").And.Contain("persona.directions.happy"));
        Assert.That(card.GetProperty("kind").GetString(), Is.EqualTo("imported"));
        Assert.That(card.GetProperty("calibrated").GetBoolean(), Is.False);
        Assert.That(card.GetProperty("source").GetProperty("files")[0].GetProperty("sha256").GetString(), Has.Length.EqualTo(64));
        Assert.That(show.GetProperty("sha256").GetString(), Is.EqualTo(card.GetProperty("sha256").GetString()));
        Assert.That(show.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("block").GetInt32()), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(show.GetProperty("layers")[0].GetProperty("norm").GetDouble(), Is.EqualTo(Math.Sqrt(stored.Layers[1].Sum(v => (double)v * v))).Within(1e-9));
        Assert.That(exported.ModelHint, Is.EqualTo("llama"));
        foreach (var layer in stored.Layers.Keys) Assert.That(exported.Layers[layer], Is.EqualTo(stored.Layers[layer].Select(v => v * -0.5f)));
        persim.Run("vectors", "show", "happy", "--model", "lt").IsFine();
        Assert.That(persim.Run("vectors", "show", "sad.gguf").IsFine().Output, Does.Contain("No card"));
    }

    [Test]
    public void What_cannot_be_imported_leaves_nothing_and_what_stands_there_stays()
    {
        using var persim = new Persim();
        var folder = Model(persim);
        var good = Foreign(persim, "good.gguf", 1);
        var half = Path.Combine(persim.Home, "half.gguf");
        File.WriteAllBytes(half, File.ReadAllBytes(good)[..^40]);

        persim.Run("vectors", "import", half, "--model", "lt", "--name", "x").IsOneLineOfError(1, "half.gguf");
        persim.Run("vectors", "import", Foreign(persim, "deep.gguf", 1, 99), "--model", "lt", "--name", "x").IsOneLineOfError(1, "layer 99", "lt");
        persim.Run("vectors", "import", good, "--model", "lt", "--name", "../x").IsOneLineOfError(1, "'../x'");
        persim.Run("vectors", "import", good, "--model", "lt", "--name", "x", "--shift", "a").IsOneLineOfError(1, "--shift");
        persim.Run("vectors", "import", "gone.gguf", "--model", "lt", "--name", "x").IsOneLineOfError(1, "does not exist");
        Assert.That(Directory.Exists(folder) && Directory.GetFileSystemEntries(folder).Length > 0, Is.False);

        persim.Run("vectors", "import", good, "--model", "lt", "--name", "x").IsFine();
        var before = File.ReadAllBytes(Path.Combine(folder, "x.gguf"));
        persim.Run("vectors", "import", Foreign(persim, "more.gguf", 1, 2), "--model", "lt", "--name", "x").IsOneLineOfError(1, "--force");
        persim.Run("vectors", "export", "--model", "lt", "--mix", "x=1,x=2", "-o", "m.gguf").IsOneLineOfError(1, "x twice");
        persim.Run("vectors", "export", "--model", "lt", "--mix", "y=1", "-o", "m.gguf").IsOneLineOfError(1, "no vector y", "has x");
        persim.Run("vectors", "export", "--model", "lt", "--mix", "x=much", "-o", "m.gguf").IsOneLineOfError(1, "x=much");

        Assert.That(File.ReadAllBytes(Path.Combine(folder, "x.gguf")), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2), "a vector and its card, nothing else");
    }

    [Test]
    public void A_run_doses_a_named_direction_and_each_person_as_the_table_says()
    {
        using var persim = new Persim();
        Model(persim);
        persim.Run("vectors", "import", Foreign(persim, "calm.gguf", 1), "--model", "lt", "--name", "calm").IsFine();
        File.WriteAllLines(Path.Combine(persim.Home, "people.csv"), ["name,E,A,C,N,O,dose:calm", "Ada,0,0,0,0,0,-3", "Ben,0,0,0,0,0,"]);

        var run = persim.Run(Run("dosed", "--set", "persona.directions.calm=2", "--set", "persona.table=people.csv")).IsFine();
        var rows = Doses(persim, "dosed");

        Assert.That(run.Error, Does.Contain("calm").And.Contain("uncalibrated"));
        Assert.That(rows.Select(r => r["direction"]).Distinct(), Is.EqualTo(new object[] { "calm" }));
        Assert.That(rows.Where(r => (string)r["who"]! == "Ada").Select(r => r["applied"]).Distinct(), Is.EqualTo(new object[] { -3.0 }));
        Assert.That(rows.Where(r => (string)r["who"]! == "Ben").Select(r => r["applied"]).Distinct(), Is.EqualTo(new object[] { 2.0 }));
        Assert.That(File.ReadAllText(Path.Combine(persim.Home, "runs", "dosed", "manifest.json")), Does.Contain("\"calm\""));
    }

    [Test]
    public void Rules_have_no_activations_and_a_run_of_them_says_so()
    {
        using var persim = new Persim();

        Assert.That(persim.Run(Runs.RunTests.Town("rules", 1, "--set", "persona.directions.calm=1")).IsFine().Error, Does.Contain("rules have no activations"));
    }

    [Test]
    public void A_run_refuses_a_vector_of_another_model()
    {
        using var persim = new Persim();
        var folder = Model(persim);
        string[] run = Run("refused", "--set", "persona.directions.x=1");
        void Stands(string hint, int width, int layer) => new ControlVector(hint, new Dictionary<int, float[]> { [layer] = [.. Enumerable.Repeat(1f, width)] }).Write(Path.Combine(Directory.CreateDirectory(folder).FullName, "x.gguf"));

        persim.Run(run).IsOneLineOfError(1, "persona.directions", "x.gguf", "vectors import");
        Stands("llama", _spec.Shape.Width + 1, 1);
        persim.Run(run).IsOneLineOfError(1, $"width {_spec.Shape.Width + 1}", "another model");
        Stands("llama", _spec.Shape.Width, 99);
        persim.Run(run).IsOneLineOfError(1, "layer 99", "another model");
        Stands("qwen2", _spec.Shape.Width, 1);
        persim.Run(run).IsOneLineOfError(1, "'qwen2'", "'llama'");
        persim.Run([.. run, "--set", "persona.arm=steer", "--set", "persona.directions.E=1"]).IsOneLineOfError(1, "E", "one dose");

        Assert.That(Directory.Exists(Path.Combine(persim.Home, "runs", "refused")), Is.False);
    }

    [Test]
    public void A_vector_fits_another_quantisation_of_its_model_and_no_other_weights()
    {
        using var persim = new Persim();
        var folder = Model(persim);
        persim.Run("vectors", "import", Foreign(persim, "x.gguf", 1), "--model", "lt", "--name", "x").IsFine();
        string[] export = ["vectors", "export", "--model", "lt", "--mix", "x=1", "-o", "out.gguf", "--force"];
        var model = Path.Combine(persim.Models, "lt.gguf");

        File.Copy(TinyModel.Path("llama", "f32"), model, overwrite: true);
        persim.Run(export).IsFine();
        File.Copy(TinyModel.Path("llama", "q8_0", seed: 2), model, overwrite: true);
        persim.Run(export).IsOneLineOfError(1, "x.gguf", "other weights", "another model");

        new ControlVector("llama", new Dictionary<int, float[]> { [1] = new float[_spec.Shape.Width] }).Write(Path.Combine(folder, "x.gguf"));
        persim.Run(export).IsOneLineOfError(1, "x.gguf", "card", "changed");
    }

    private static string Model(Persim persim)
    {
        File.Copy(TinyModel.Path("llama", "q8_0"), Path.Combine(persim.Models, "lt.gguf"));
        return Path.Combine(persim.Models, "vectors", "lt");
    }

    // as EasySteer writes them: block 0 too, other keys beside
    private static string Foreign(Persim persim, string name, params int[] layers)
    {
        var path = Path.Combine(persim.Home, name);
        var header = new GgufHeader().Set("general.architecture", "controlvector").Set("controlvector.model_hint", "llama").Set("controlvector.method", "diffmean").Set("controlvector.layer_count", (uint)layers.Length);
        foreach (var layer in layers) header.Add($"direction.{layer}", GgmlType.F16, _spec.Shape.Width);
        using var writer = new GgufWriter(path, header);
        foreach (var layer in layers) writer.Append($"direction.{layer}", [.. Enumerable.Range(0, _spec.Shape.Width).SelectMany(i => BitConverter.GetBytes((Half)((i % 7 - 3) * 0.25f * (layer + 1))))]);
        writer.Complete();
        return path;
    }

    private static string[] Run(string id, params string[] more) =>
        ["run", "town.small", "--model", "lt", "--arm", "none", "--env", "open", "--population", "2", "--ticks", "1", "--threads", "1", "--run-id", id, "--set", "minds.agents.parallel=2", "--set", "minds.agents.flash=off", "--set", "minds.agents.cells=4096", "--set", "town.turns=1",
        "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0", .. more];

    private static IReadOnlyList<IReadOnlyDictionary<string, object?>> Doses(Persim persim, string id)
    {
        using var store = SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", id));
        return store.Query("select who, direction, applied from doses");
    }
}
