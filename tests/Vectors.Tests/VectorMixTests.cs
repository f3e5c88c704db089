using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Vectors.Tests;

public sealed class VectorMixTests
{
    [Test]
    public void A_mix_is_the_sum_of_the_doses_layer_by_layer()
    {
        var (a, b) = (Vector("llama", (1, [1, 2]), (2, [4, 8])), Vector("llama", (2, [1, 1]), (5, [0, -3])));

        var mix = VectorMix.Of([("a", 0.5, a), ("b", -2, b)]);

        Assert.That(mix.Layers.Keys, Is.EqualTo(new[] { 1, 2, 5 }));
        Assert.That(mix.Layers.Values, Is.EqualTo(new[] { new[] { 0.5f, 1 }, [0, 2], [0, 6] }));
    }

    [Test]
    public void A_mix_written_is_read_back_exactly_with_its_description()
    {
        using var folder = new TempFolder();
        var mix = VectorMix.Of([("a", 1 / 3.0, Vector("qwen2", (3, [0.1f, -7e-12f, 3e20f])))]);

        mix.Write(folder.File("mix.gguf"), "a=0.3");
        var read = ControlVector.Read(folder.File("mix.gguf"));

        Assert.That(read.Layers[3], Is.EqualTo(mix.Layers[3]));
        Assert.That(read.ModelHint, Is.EqualTo("qwen2"));
    }

    [Test]
    public void Directions_of_different_models_do_not_mix()
    {
        var a = Vector("llama", (1, [1, 2]));

        Assert.That(() => VectorMix.Of([("a", 1, a), ("b", 1, Vector("llama", (1, [1, 2, 3])))]), Throws.InstanceOf<InputException>().With.Message.Contains("b is 3 wide"));
        Assert.That(() => VectorMix.Of([("a", 1, a), ("b", 1, Vector("qwen2", (1, [1, 2])))]), Throws.InstanceOf<InputException>().With.Message.Contains("'qwen2'"));
        Assert.That(() => VectorMix.Of([("a", double.NaN, a)]), Throws.InstanceOf<InputException>().With.Message.Contains("dose of a"));
        Assert.That(() => VectorMix.Of([("a", 1e30, Vector("llama", (1, [1e30f])))]), Throws.InstanceOf<InputException>().With.Message.Contains("finite"));
    }

    private static ControlVector Vector(string hint, params (int Layer, float[] Values)[] layers) => new(hint, layers.ToDictionary(l => l.Layer, l => l.Values));
}
