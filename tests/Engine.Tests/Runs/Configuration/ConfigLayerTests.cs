using NUnit.Framework;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Configuration;

public sealed class ConfigLayerTests
{
    [Test]
    public void A_setting_beats_a_preset_beats_the_file_beats_what_it_extends_beats_the_default()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("base.yaml"), "study: town\npopulation: 10\nticks: 10\nseed: 10\ntop_mean: 1.5\n");
        File.WriteAllText(folder.File("own.yaml"), "extends: base.yaml\nticks: 20\nseed: 20\ntop_mean: 2.5\n");

        var bound = Samples.Schema.Bind(ConfigFile.Load(folder.File("own.yaml"), ["top_mean=-1"], [new ConfigPreset("--seed 30", "seed", "30"), new ConfigPreset("--mean 3", "top_mean", "3")])).As<Sample>();

        Assert.That((bound.Cells, bound.Population, bound.Ticks, bound.Seed, bound.TopMean), Is.EqualTo((7, 10, 20, 30UL, -1.0)));
    }

    [Test]
    public void Keys_merge_deeply_and_lists_and_values_replace()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("base.yaml"), "study: town\nminds: { a: { parallel: 2, temperature: 0.1 }, b: {} }\nnumbers: [7, 8, 9]\npart: { label: low }\ntown: { environment: sea }\n");
        File.WriteAllText(folder.File("own.yaml"), "extends: base.yaml\nminds: { a: { parallel: 3 }, c: {} }\nnumbers: [5]\npart: { depth: 9 }\ntown: { difficulty: 5 }\n");

        var bound = Samples.Schema.Bind(ConfigFile.Load(folder.File("own.yaml"), ["minds.a.temperature=0.2"]));
        var root = bound.As<Sample>();

        Assert.That(root.Minds.Keys, Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That((root.Minds["a"].Parallel, root.Minds["a"].Temperature), Is.EqualTo((3, 0.2)));
        Assert.That(root.Numbers, Is.EqualTo(new[] { 5 }));
        Assert.That((root.Part.Depth, root.Part.Label), Is.EqualTo((9, "low")));
        Assert.That(bound.Section<SampleTown>("town"), Is.EqualTo(new SampleTown { Difficulty = 5, Environment = "sea" }));
        Assert.That(root.Weights, Is.EqualTo(new Dictionary<string, double> { ["a"] = 1, ["b"] = 2 }), "the default's names stay");
    }

    [Test]
    public void Nothing_removes_what_was_inherited()
    {
        var root = Samples.Root("study: town\ncells: ~\nsecond: null\nweights: { a: ~, c: 3 }\npart:\nspare: { depth: 2 }\n", "spare=~", "note=");

        Assert.That((root.Cells, root.Second, root.Note, root.Spare), Is.EqualTo(((int?)null, (SampleColour?)null, (string?)null, (SamplePart?)null)));
        Assert.That(root.Weights.Keys, Is.EqualTo(new[] { "b", "c" }));
        Assert.That(root.Part.Depth, Is.EqualTo(4), "a part without keys is the default's");
    }

    [Test]
    public void A_file_is_looked_up_from_the_folder_of_the_one_that_extends_it()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("inner"));
        File.WriteAllText(folder.File("top.yaml"), "study: town\nticks: 1\npopulation: 11\n");
        File.WriteAllText(folder.File("inner/middle.yaml"), "extends: ../top.yaml\nticks: 2\n");
        File.WriteAllText(folder.File("own.yaml"), "extends: inner/middle.yaml\nseed: 3\n");

        var root = Samples.Schema.Bind(ConfigFile.Load(folder.File("own.yaml"))).As<Sample>();

        Assert.That((root.Population, root.Ticks, root.Seed), Is.EqualTo((11, 2L, 3UL)));
    }

    [Test]
    public void A_circle_of_files_is_refused_with_the_circle()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.yaml"), "extends: b.yaml\n");
        File.WriteAllText(folder.File("b.yaml"), "study: town\nextends: c.yaml\n");
        File.WriteAllText(folder.File("c.yaml"), "extends: b.yaml\n");
        string Of(string name) => folder.File(name);

        var fault = Assert.Throws<InputException>(() => ConfigFile.Load(Of("a.yaml")))!;

        Assert.That(fault.Message, Is.EqualTo($"{Of("c.yaml")}:1:10: files extend each other in a circle: {Of("b.yaml")} -> {Of("c.yaml")} -> {Of("b.yaml")}."));
    }

    [TestCase("numbers.1=9", 1, 9)]
    [TestCase("numbers=[4, 5, 6]", 4, 5, 6)]
    public void A_setting_replaces_a_list_or_an_element_of_one_that_exists(string set, params int[] expected)
    {
        Assert.That(Samples.Root("study: town\nnumbers: [1, 2]\n", set).Numbers, Is.EqualTo(expected));
        Assert.That(Samples.Root("study: town\n", set).Numbers, Is.EqualTo(expected), "the default's list");
    }

    [Test]
    public void A_setting_reaches_into_the_elements_of_a_list_and_of_names()
    {
        var root = Samples.Root("study: town\nsteps: [{ from: 1 }, { from: 2 }]\n", "steps.1.on=false", "minds.new.parallel=6", "weights.z=1e-3", "note=a=b", "spare={depth: 3}");

        Assert.That(root.Steps, Is.EqualTo(new[] { new SampleStep { From = 1 }, new SampleStep { From = 2, On = false } }));
        Assert.That((root.Minds["new"].Parallel, root.Weights["z"], root.Note, root.Spare!.Depth), Is.EqualTo((6, 0.001, "a=b", 3)));
        Assert.That(Samples.Root("study: town\n", "steps.0.on=false").Steps[0], Is.EqualTo(new SampleStep { From = 3, On = false }));
    }

    [Test]
    public void Aliases_and_merge_keys_repeat_what_was_marked()
    {
        var root = Samples.Root("study: town\nminds:\n  a: &base { parallel: 9, temperature: 0.3 }\n  b: *base\n  c: { <<: *base, parallel: 2 }\n");

        Assert.That((root.Minds["b"].Parallel, root.Minds["c"].Parallel, root.Minds["c"].Temperature), Is.EqualTo((9, 2, 0.3)));
    }

    [Test]
    public void Text_stays_text_whatever_it_looks_like()
    {
        var root = Samples.Root("study: town\nwords: [yes, no, 007, 1e3, 'null', \"\", on]\ncolour: off\n");

        Assert.That(root.Words, Is.EqualTo(new[] { "yes", "no", "007", "1e3", "null", "", "on" }));
        Assert.That(root.Colour, Is.EqualTo(SampleColour.Off));
    }
}
