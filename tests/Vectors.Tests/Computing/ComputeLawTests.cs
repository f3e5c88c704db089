using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Testing;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>What holds of any computation, whatever the set.</summary>
public sealed class ComputeLawTests
{
    private static readonly NamedSet _loud = MarkerSets.Trait('E', PlantedModel.Loud.High.ToArray(), PlantedModel.Loud.Low.ToArray(), perFacet: 4);
    private TempFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TempFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Items_that_judge_choose_neither_layers_nor_direction()
    {
        // held-out items that say the opposite: whoever looked at them while choosing would choose otherwise
        var turned = _loud with { Set = new ContrastSet("E", 'E', _loud.Set.Rules, [.. _loud.Set.Items.Select(i => i.Split == ContrastSplit.Test ? i with { High = i.Low, Low = i.High } : i)]) };

        var (own, other) = (Compute("own", _loud), Compute("turned", turned));

        Assert.That(own.Computed.PairAuc, Is.EqualTo(1));
        Assert.That(other.Computed.PairAuc, Is.Zero, "they do judge");
        Assert.That(other.Computed.Steered, Is.EqualTo(own.Computed.Steered));
        Assert.That(other.Computed.LayerRule, Is.EqualTo("auto"));
        foreach (var place in own.Computed.Steered.Select(own.Direction.PlaceOf)) Assert.That(other.Direction[place].ToArray(), Is.EqualTo(own.Direction[place].ToArray()).Within(1e-5));
    }

    [Test]
    public void Two_traits_of_one_direction_are_warned_of_and_written()
    {
        var same = MarkerSets.Trait('A', PlantedModel.Loud.High.ToArray(), PlantedModel.Loud.Low.ToArray(), seed: 7, perFacet: 4);

        var computed = Computations.Run(PlantedModel.Path(PlantedModel.Loud), Computations.Request(_folder.Path, _loud, same));

        foreach (var (trait, other) in computed.Traits.Zip(["A", "E"]))
        {
            Assert.That(trait.Refused, Is.Null);
            Assert.That(trait.Warnings, Has.Exactly(1).StartsWith($"{trait.Trait} and {other} have cosine ").And.Exactly(1).Contains("human traits do correlate"));
            Assert.That(File.Exists(trait.Path));
        }
    }

    /// <summary>States of a page go to the work file before the next one is captured: what stays is a few numbers an item, and its text.</summary>
    [Test, Category("Full")] // ten seconds
    public void Memory_does_not_grow_with_the_number_of_items()
    {
        using var model = LlamaModel.Load(PlantedModel.Unplanted("q8_0"));
        Held("warm", perFacet: 4);

        var (few, fewStates) = Held("few", perFacet: 4);
        var (many, manyStates) = Held("many", perFacet: 24);

        TestContext.Out.WriteLine($"held while capturing: {few:N0} bytes for {fewStates:N0} bytes of states, {many:N0} for {manyStates:N0}");
        Assert.That(manyStates, Is.GreaterThan(4 * fewStates));
        Assert.That(many - few, Is.LessThan(0.5 * (manyStates - fewStates)), "at a width of 64; at real widths a text's states are a hundred times its description");

        (long Held, long States) Held(string name, int perFacet)
        {
            var request = Computations.Request(_folder.File(name), MarkerSets.Trait('E', ["loud"], ["quiet"], perFacet: perFacet)) with { KeepCaptures = true };
            var (before, most) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
            new VectorComputer(model, request).Run(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before));
            using var captures = CaptureFile.Open(VectorComputer.WorkPath(request.Folder, "E"));
            return (most, (long)captures.Count * captures.Header.Layers.Count * captures.Header.Width * sizeof(float));
        }
    }

    /// <summary>Something stands where the vector belongs: nothing is written, not even the card, and what was captured is there for another try.</summary>
    [Test]
    public void A_vector_that_cannot_be_written_leaves_no_half_of_one()
    {
        var request = Computations.Request(_folder.Path, _loud);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "E.gguf"));

        var message = Assert.Throws<Native.InputException>(() => Computations.Run(PlantedModel.Path(PlantedModel.Loud), request))!.Message;

        Assert.That(message, Does.Contain("E.gguf").And.Not.Contain("\n"));
        Assert.That(Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "E.captures", "agree.captures", "valence.captures" }));
        Directory.Delete(Path.Combine(_folder.Path, "E.gguf"));
        Assert.That(Computations.Run(PlantedModel.Path(PlantedModel.Loud), request).Resumed, Is.GreaterThan(0));
        Assert.That(Cards.CardFile.Beside(Path.Combine(_folder.Path, "E.gguf")), Is.Not.Null);
    }

    private TraitVector Compute(string name, NamedSet set) => Computations.Run(PlantedModel.Path(PlantedModel.Loud), Computations.Request(_folder.File(name), set)).Traits.Single();
}
