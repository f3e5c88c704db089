using System.Security.Cryptography;
using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Vectors.Imports;

namespace PersonaSim.Vectors.Tests.Imports;

public sealed class NpyImportTests
{
    [Test]
    public void The_published_layout_goes_where_it_was_captured_and_says_so()
    {
        using var files = new Imported();
        files.Put("A_v1_layer3.npy", Bytes.Npy(1, 2, 3));
        files.Put("A_v1_layer5.npy", Bytes.Npy(4, 5, 6));
        var meta = files.Put("A.meta.json", Meta("\"polarity\": -1,", (3, "/workspace/data/vectors/A_v1_layer3.npy", ""), (5, "A_v1_layer5.npy", "")));

        var foreign = VectorImport.Read([meta]);
        var (vector, notes) = foreign.For(Imported.Model());

        Assert.That(vector.Layers.Keys, Is.EqualTo(new[] { 2, 4 }), "the input of block 3 is the output of block 2");
        Assert.That(vector.Layers[2], Is.EqualTo(new float[] { -1, -2, -3 }), "turned round by its polarity");
        Assert.That(string.Join('\n', notes), Does.Contain("captured").And.Contain("3 became direction.2").And.Contain("polarity").And.Contain("Qwen/Qwen2.5-32B-Instruct"));
        Assert.That(foreign.ModelName, Is.EqualTo("Qwen/Qwen2.5-32B-Instruct"));
        Assert.That(foreign.For(Imported.Model(), shift: 0).Vector.Layers.Keys, Is.EqualTo(new[] { 3, 5 }), "where it was added, if one asks for it");
    }

    [Test]
    public void A_hash_in_the_meta_file_is_compared_with_the_file_and_with_its_numbers()
    {
        using var files = new Imported();
        var array = Bytes.Npy(1, 2, 3);
        files.Put("x_layer2.npy", array);
        string Hash(byte[] bytes) => $", \"sha256\": \"{Convert.ToHexStringLower(SHA256.HashData(bytes))}\"";

        foreach (var hash in new[] { Hash(array), Hash(array[^12..]) }) Assert.That(VectorImport.Read([files.Put("x.meta.json", Meta("", (2, "x_layer2.npy", hash)))]).Layers, Has.Count.EqualTo(1));
        Imported.Refuses([files.Put("x.meta.json", Meta("", (2, "x_layer2.npy", Hash([1]))))], "SHA-256", "changed");
    }

    [Test]
    public void An_array_alone_is_placed_by_its_name()
    {
        using var files = new Imported();

        Assert.That(files.Read("joy_layer4.npy", Bytes.Npy(1, 2, 3)).For(Imported.Model()).Vector.Layers.Keys, Is.EqualTo(new[] { 3 }));
        files.Refuses("joy.npy", Bytes.Npy(1, 2, 3), "which layer");
    }

    [Test]
    public void Numbers_of_other_widths_are_read()
    {
        using var files = new Imported();
        var half = Bytes.Npy("{'descr': '<f2', 'fortran_order': False, 'shape': (1, 2), }", Bytes.Halves(0.5f, -1));
        var wide = Bytes.Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", [.. BitConverter.GetBytes(0.25), .. BitConverter.GetBytes(-3.0)]);

        Assert.That(files.Read("a_layer1.npy", half).Layers[1], Is.EqualTo(new[] { 0.5f, -1 }));
        Assert.That(files.Read("b_layer1.npy", wide).Layers[1], Is.EqualTo(new[] { 0.25f, -3 }));
    }

    [Test]
    public void Damage_is_one_line_each()
    {
        using var files = new Imported();
        byte[] Headed(string header) => Bytes.Npy(header, Bytes.Floats(1, 2));

        files.Refuses("a_layer1.npy", Headed("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }"), "big-endian", "<f4");
        files.Refuses("a_layer1.npy", Headed("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }"), "Fortran", "ascontiguousarray");
        files.Refuses("a_layer1.npy", Headed("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }"), "'|O'");
        files.Refuses("a_layer1.npy", Headed("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"), "12 bytes", "8 follow", "cut off");
        files.Refuses("a_layer1.npy", Headed("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"), "longer than it says");
        files.Refuses("a_layer1.npy", Headed("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }"), "shape");
        files.Refuses("a_layer1.npy", Bytes.Npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", Bytes.Floats(1, 2, 3, 4)), "(2, 2)", "one row");
        files.Refuses("a_layer1.npy", Headed("{}"), "descr");
        files.Refuses("a_layer1.npy", [0x93, .. "NUMPY"u8, 1, 0, 255, 255], "within its header");
        files.Refuses("a_layer1.npy", [0x93, .. "NUMPY"u8, 1, 0, 255, 255, 0, 0, 0], "65535");
        files.Refuses("a_layer1.npy", [0x93, .. "NUMPY"u8, 9, 0, 1, 0, 0, 0], "version 9");
        files.Refuses("a_layer1.npy", Bytes.Npy(1, float.NaN), "value 1");
    }

    [Test]
    public void A_meta_file_that_does_not_fit_is_one_line()
    {
        using var files = new Imported();
        files.Put("a_layer1.npy", Bytes.Npy(1, 2));
        files.Put("b_layer2.npy", Bytes.Npy(1, 2, 3));

        files.Refuses("m.meta.json", "{"u8.ToArray(), "no JSON");
        files.Refuses("m.meta.json", "{\"layers\": []}"u8.ToArray(), "layers");
        files.Refuses("m.meta.json", "{\"layers\": [{\"layer_id\": \"1\"}]}"u8.ToArray(), "layer_id");
        files.Refuses("m.meta.json", "{\"layers\": [], \"layers\": []}"u8.ToArray(), "no JSON");
        files.Refuses("m.meta.json", Meta("", (1, "/gone/c_layer1.npy", "")), "c_layer1.npy", "beside it");
        files.Refuses("m.meta.json", Meta("\"polarity\": 2,", (1, "a_layer1.npy", "")), "polarity is 2");
        files.Refuses("m.meta.json", "{\"layers\": [{\"layer_id\": 1, \"vector_path\": \"\\ud800\"}]}"u8.ToArray(), "no text");
        Assert.That(() => files.Read("m.meta.json", Meta("", (1, "a_layer1.npy", ""), (1, "a_layer1.npy", ""))), Throws.InstanceOf<InputException>().With.Message.Contains("second direction of layer 1"));
        Assert.That(() => files.Read("m.meta.json", Meta("", (1, "a_layer1.npy", ""), (2, "b_layer2.npy", ""))), Throws.InstanceOf<InputException>().With.Message.Contains("one width"));
    }

    private static byte[] Meta(string more, params (int Layer, string Path, string More)[] layers) => System.Text.Encoding.UTF8.GetBytes(
        $"{{ \"vector_store_id\": \"A_v1\", \"trait\": \"A\", \"model_name\": \"Qwen/Qwen2.5-32B-Instruct\", {more} \"layers\": [{string.Join(", ", layers.Select(l => $"{{ \"layer_id\": {l.Layer}, \"vector_path\": \"{l.Path}\", \"norm\": 68.375{l.More} }}"))}], \"preferred_layers\": [] }}");
}
