using NUnit.Framework;
using PersonaSim.Native;

namespace PersonaSim.Vectors.Tests.Imports;

public sealed class GgufImportTests
{
    [Test]
    public void A_plain_control_vector_is_taken_over_as_it_is()
    {
        using var files = new Imported();

        var (vector, notes) = files.Read("plain.gguf", Bytes.Control((1, [1, 2, 3]), (2, [4, 5, 6]))).For(Imported.Model());

        Assert.That(vector.Layers.Keys, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(vector.Layers[2], Is.EqualTo(new float[] { 4, 5, 6 }));
        Assert.That(notes, Is.Empty);
    }

    [Test]
    public void A_direction_of_block_0_has_no_place_and_is_reported()
    {
        using var files = new Imported();

        var (vector, notes) = files.Read("zero.gguf", Bytes.Control((0, [9, 9, 9]), (1, [1, 2, 3]))).For(Imported.Model());

        Assert.That(vector.Layers.Keys, Is.EqualTo(new[] { 1 }));
        Assert.That(notes.Single(), Does.Contain("layer 0").And.Contain("left out"));
        Assert.That(() => files.Read("only.gguf", Bytes.Control((0, [9, 9, 9]))).For(Imported.Model()), Throws.InstanceOf<InputException>().With.Message.Contains("no direction is left"));
    }

    [Test]
    public void Skipped_layers_other_keys_half_precision_and_other_tensors_are_read_and_reported()
    {
        using var files = new Imported();
        var bytes = Bytes.Gguf(
            [("general.architecture", "steervector"), ("steervector.model_hint", "mistral"), ("steervector.method", "diffmean"), ("steervector.alpha", 3)],
            ("direction.5", Bytes.F16, [3], Bytes.Halves(0.5f, -2, 0)),
            ("direction.2", Bytes.Bf16, [3, 1], Bytes.Brains(1, -1, 0.25f)),
            ("scale", Bytes.F32, [1], Bytes.Floats(1)));

        var foreign = files.Read("other.gguf", bytes);
        var (vector, notes) = foreign.For(Imported.Model());

        Assert.That(vector.Layers[5], Is.EqualTo(new[] { 0.5f, -2, 0 }));
        Assert.That(vector.Layers[2], Is.EqualTo(new[] { 1, -1, 0.25f }));
        Assert.That(vector.ModelHint, Is.EqualTo("llama"), "written for the model it was imported for");
        Assert.That(foreign.ModelHint, Is.EqualTo("mistral"));
        Assert.That(string.Join('\n', notes), Does.Contain("steervector").And.Contain("scale").And.Contain("3, 4").And.Contain("'mistral'"));
    }

    [Test]
    public void What_a_model_cannot_take_is_refused()
    {
        using var files = new Imported();
        var foreign = files.Read("v.gguf", Bytes.Control((1, [1, 2, 3]), (7, [4, 5, 6])));

        Assert.That(foreign.For(Imported.Model()).Vector.Layers, Has.Count.EqualTo(2));
        Assert.That(() => foreign.For(Imported.Model(width: 4)), Throws.InstanceOf<InputException>().With.Message.Contains("3 wide").And.Message.Contains("4 wide"));
        Assert.That(() => foreign.For(Imported.Model(layers: 7)), Throws.InstanceOf<InputException>().With.Message.Contains("layer 7").And.Message.Contains("0 to 6"));
        Assert.That(foreign.For(Imported.Model(), shift: -1).Vector.Layers.Keys, Is.EqualTo(new[] { 6 }), "shifted by the user; 0 has no place");
    }

    [Test]
    public void Damage_is_one_line_each()
    {
        using var files = new Imported();

        files.Refuses("nan.gguf", Bytes.Control((1, [1, float.NaN, 3])), "direction.1", "value 1", "NaN");
        files.Refuses("inf.gguf", Bytes.Gguf([("general.architecture", "controlvector")], ("direction.1", Bytes.F16, [2], Bytes.Halves(1, float.PositiveInfinity))), "not finite");
        files.Refuses("mixed.gguf", Bytes.Control((1, [1, 2, 3]), (2, [1, 2])), "direction.2", "2 values", "direction.1", "3");
        files.Refuses("twice.gguf", Bytes.Gguf([], ("direction.1", Bytes.F32, [1], Bytes.Floats(1)), ("direction.01", Bytes.F32, [1], Bytes.Floats(2))), "second direction of layer 1");
        files.Refuses("same.gguf", Bytes.Control((1, [1]), (1, [2])), "duplicate");
        files.Refuses("rows.gguf", Bytes.Gguf([], ("direction.1", Bytes.F32, [2, 2], Bytes.Floats(1, 2, 3, 4))), "[2, 2]", "one row");
        files.Refuses("quant.gguf", Bytes.Gguf([], ("direction.1", Bytes.Q8, [32], new byte[34])), "Q8_0");
        files.Refuses("none.gguf", Bytes.Gguf([("general.architecture", "controlvector")], ("foo", Bytes.F32, [1], Bytes.Floats(1))), "no direction", "foo");
        files.Refuses("zeros.gguf", Bytes.Control((1, [0, 0]), (2, [0, 0])), "zeros");
        files.Refuses("half.gguf", Bytes.Control((1, [1, 2, 3]))[..^4], "bytes long");
        files.Refuses("empty.gguf", [], "empty");
        files.Refuses("text.gguf", "hello, this is text"u8.ToArray(), "neither GGUF");
        files.Refuses("torch.pt", [.. "PK\u0003\u0004"u8, .. new byte[40]], "safetensors");
    }

    [Test]
    public void Several_files_make_one_vector_unless_a_layer_stands_twice()
    {
        using var files = new Imported();
        string[] both = [files.Put("a.gguf", Bytes.Control((1, [1, 2]))), files.Put("b.gguf", Bytes.Control((2, [3, 4])))];

        Assert.That(Vectors.Imports.VectorImport.Read(both).Layers.Keys, Is.EqualTo(new[] { 1, 2 }));
        Imported.Refuses([files.Put("b2.gguf", Bytes.Control((1, [1, 2]))), files.Put("b2.gguf", Bytes.Control((2, [1, 2])))], "second direction of layer 2");
        Imported.Refuses([both[0], files.Put("x.npy", Bytes.Npy(1, 2))], "different formats");
    }
}
