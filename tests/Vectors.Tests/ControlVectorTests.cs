using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Randomness;
using PersonaSim.Testing;

namespace PersonaSim.Vectors.Tests;

public sealed class ControlVectorTests
{
    private string _path = "";

    [SetUp]
    public void Name() => _path = Path.Combine(Path.GetTempPath(), $"persim-vector-{Environment.ProcessId}.gguf");

    [TearDown]
    public void Remove() => File.Delete(_path);

    [Test]
    public void A_written_vector_is_read_back_exactly()
    {
        var rng = new CounterRng(3);
        var layers = new Dictionary<int, float[]>();
        foreach (var layer in new[] { 7, 2, 3 }) layers[layer] = [.. Enumerable.Range(0, 96).Select(_ => (float)rng.NextNormal())];

        new ControlVector("llama", layers).Write(_path);
        var read = ControlVector.Read(_path);

        Assert.That(read.ModelHint, Is.EqualTo("llama"));
        Assert.That(read.Width, Is.EqualTo(96));
        Assert.That(read.Layers.Keys, Is.EqualTo(new[] { 2, 3, 7 }));
        foreach (var (layer, direction) in layers) Assert.That(read.Layers[layer], Is.EqualTo(direction));
    }

    [Test]
    public void A_model_is_not_a_control_vector()
    {
        Assert.That(() => ControlVector.Read(TinyModel.Path()), Throws.InstanceOf<GgufFormatException>().With.Message.Contains("controlvector"));
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void Values_that_are_not_finite_are_refused(float bad)
    {
        Assert.That(() => new ControlVector("llama", new Dictionary<int, float[]> { [4] = [0, bad] }), Throws.InstanceOf<InputException>().With.Message.Contains("layer 4").And.Message.Contains("value 1"));
    }

    [Test]
    public void Layer_zero_and_unequal_widths_are_refused()
    {
        Assert.That(() => new ControlVector("llama", new Dictionary<int, float[]> { [0] = [1] }), Throws.InstanceOf<InputException>().With.Message.Contains("Layer 0"));
        Assert.That(() => new ControlVector("llama", new Dictionary<int, float[]> { [1] = [1], [2] = [1, 2] }), Throws.InstanceOf<InputException>().With.Message.Contains("values"));
    }
}
