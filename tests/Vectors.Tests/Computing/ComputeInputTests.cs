using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Tests.Computing;

public sealed class ComputeInputTests
{
    private static readonly NamedSet _set = MarkerSets.Trait('E', ["loud"], ["quiet"], perFacet: 4);
    private TempFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TempFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_hidden_state_that_is_not_finite_names_text_and_block_and_writes_nothing()
    {
        var broken = PlantedModel.Path(PlantedModel.Loud with { Strength = float.NaN });

        Refuses(() => Computations.Run(broken, Request()), "not finite", "block 4", "E1-001");
        Assert.That(Directory.EnumerateFiles(_folder.Path).Select(Path.GetExtension), Is.All.EqualTo(".captures"));
    }

    [Test]
    public void A_text_longer_than_the_context_names_its_line()
    {
        Refuses(() => Computations.Run(PlantedModel.Unplanted("f32", new SynthSizes { Context = 32 }), Request()), "E.jsonl, line ", "tokens", "trained for 32");
    }

    [TestCase(ContrastSplit.Test, "nothing to make a direction from")]
    [TestCase(ContrastSplit.Train, "nothing to judge")]
    public void A_set_of_one_split_is_refused(ContrastSplit only, string words)
    {
        var one = _set with { Set = new ContrastSet("E", 'E', _set.Set.Rules, [.. _set.Set.Items.Where(i => i.Split == only)]) };

        Refuses(() => Computations.Run(PlantedModel.Unplanted("q8_0"), Computations.Request(_folder.Path, one)), "E.jsonl", words);
    }

    [Test]
    public void Layers_and_positions_that_cannot_be_are_refused_before_anything_is_captured()
    {
        var model = PlantedModel.Unplanted("q8_0");

        Refuses(() => Computations.Run(model, Request() with { Layers = new LayerChoice(6, 8) }), "6-8", "blocks 1 to 7");
        Refuses(() => Computations.Run(model, Request() with { Method = DirectionMethod.ActAdd }), "actadd", "--position last");
        Refuses(() => LayerChoice.Parse("9-4"), "did you mean 4-9");
        Refuses(() => LayerChoice.Parse("first"), "auto", "'first'");
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Any_block_that_can_be_steered_can_be_asked_for()
    {
        var computed = Computations.Run(PlantedModel.Path(PlantedModel.Loud), Request() with { Layers = new LayerChoice(6, 7) });

        Assert.That(ControlVector.Read(computed.Traits[0].Path).Layers.Keys, Is.EqualTo(new[] { 6, 7 }), "the last block has rows only where there is output");
        Assert.That(CardFile.Beside(computed.Traits[0].Path)!.Computed.LayerRule, Is.EqualTo("given"));
    }

    [Test]
    public void A_folder_that_cannot_be_made_is_one_line()
    {
        File.WriteAllText(_folder.File("file"), "");

        Refuses(() => Computations.Run(PlantedModel.Unplanted("q8_0"), Computations.Request(_folder.File("file/below"), _set)), "below", "--out");
    }

    [TestCase("{\"scenario\": \"{situation} {first}\", \"letters\": [\"A)\", \"B)\"], \"statement\": \"Say.\"}", "scenario", "{second}")]
    [TestCase("{\"scenario\": \"{situation} {first} {second}\", \"letters\": [\"A)\", \"A)\"], \"statement\": \"Say.\"}", "letters", "different")]
    [TestCase("{\"scenario\": \"{situation} {first} {second}\", \"letters\": [\"A)\", \"B)\"]}", "statement", "expected")]
    [TestCase("{\"scenari\": \"\"}", "scenari", "frames.json")]
    public void Frames_that_lack_something_are_refused_by_field(string text, string field, string words) =>
        Refuses(() => ContrastFrames.Parse("frames.json", text), field, words);

    [Test]
    public void A_card_of_another_vector_or_another_time_is_refused()
    {
        var vector = Computations.Run(PlantedModel.Path(PlantedModel.Loud), Request()).Traits[0].Path;
        var card = CardFile.Read(CardFile.PathOf(vector));
        CardFile.Write(CardFile.PathOf(vector), card with { VectorSha256 = new string('0', 64) });

        Refuses(() => CardFile.Beside(vector), "another vector");
        CardFile.Write(CardFile.PathOf(vector), card with { Version = 9 });
        Refuses(() => CardFile.Beside(vector), "version 9");
        File.WriteAllText(CardFile.PathOf(vector), "{\"format\": \"persim dose card\", \"version\": 1, \"trait\": \"E\"}");
        Refuses(() => CardFile.Beside(vector), "damaged");
        File.WriteAllText(CardFile.PathOf(vector), "[]");
        Refuses(() => CardFile.Beside(vector), "E.json");
    }

    private ComputeRequest Request() => Computations.Request(_folder.Path, _set);

    private static void Refuses(Func<object?> action, params string[] words)
    {
        var message = Assert.Throws<InputException>(() => action())!.Message;
        Assert.That(message, Does.Not.Contain('\n'));
        foreach (var word in words) Assert.That(message, Does.Contain(word));
    }
}
