using NUnit.Framework;

namespace PersonaSim.Vectors.Tests.Imports;

public sealed class SafetensorsImportTests
{
    [TestCase("direction.4"), TestCase("layers.4"), TestCase("4"), TestCase("model.layers.4.steering_vector"), TestCase("layer_4"), TestCase("h.4.v"), TestCase("transformer/blocks.4")]
    public void A_layer_is_found_by_the_documented_rule(string name)
    {
        using var files = new Imported();

        Assert.That(files.Read("v.safetensors", Bytes.Safetensors((name, "F32", Bytes.Floats(1, 2, 3), [3]))).For(Imported.Model()).Vector.Layers.Keys, Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public void Types_and_rows_of_one_are_read_and_what_names_no_layer_is_reported()
    {
        using var files = new Imported();
        var bytes = Bytes.Safetensors(
            ("direction.1", "F16", Bytes.Halves(0.5f, -1), [2]),
            ("direction.2", "BF16", Bytes.Brains(1, -0.25f), [1, 2]),
            ("direction.3", "F64", [.. BitConverter.GetBytes(3.0), .. BitConverter.GetBytes(-4.0)], [2, 1]),
            ("mean", "I64", new byte[8], [1]));

        var (vector, notes) = files.Read("v.safetensors", bytes).For(Imported.Model(width: 2));

        Assert.That(vector.Layers.Values, Is.EqualTo(new[] { new[] { 0.5f, -1 }, [1, -0.25f], [3, -4] }));
        Assert.That(notes.Single(), Does.Contain("mean").And.Contain("left out"));
    }

    [Test]
    public void Damage_is_one_line_each()
    {
        using var files = new Imported();
        byte[] Headed(string header, int bytes = 8) => Bytes.Safetensors(header, new byte[bytes]);
        const string First = "\"direction.1\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

        files.Refuses("v.safetensors", Headed("{" + First + ",\"direction.2\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}", 6), "direction.2", "overlap");
        files.Refuses("v.safetensors", Headed("{" + First + ",\"direction.2\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}", 12), "direction.2", "hole");
        files.Refuses("v.safetensors", Headed("{" + First + "}", 2), "cut off");
        files.Refuses("v.safetensors", Headed("{" + First + "}", 9), "9 bytes");
        files.Refuses("v.safetensors", Headed("{" + First + "," + First + "}", 8), "no JSON");
        files.Refuses("v.safetensors", [.. BitConverter.GetBytes(9_999UL), (byte)'{', (byte)'}'], "9999", "2 follow");
        files.Refuses("v.safetensors", [.. BitConverter.GetBytes(ulong.MaxValue), (byte)'{', (byte)'}'], "18446744073709551615");
        files.Refuses("v.safetensors", Headed("{\"direction.1\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}"), "12 bytes");
        files.Refuses("v.safetensors", Headed("{\"direction.1\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4611686018427387904],\"data_offsets\":[0,8]}}"), "no file holds");
        files.Refuses("v.safetensors", Headed("{\"direction.1\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}"), "not described");
        files.Refuses("v.safetensors", Headed("{\"direction.1\":{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0,8]}}"), "I8");
        files.Refuses("v.safetensors", Headed("{\"direction.1\":{\"dtype\":\"F32\",\"shape\":[2,1,1],\"data_offsets\":[0,8]},\"layers.1.layers.2\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}"), "several layers");
        files.Refuses("v.safetensors", Bytes.Safetensors(("direction.1", "F32", Bytes.Floats(1, 2, 3, 4), [2, 2])), "several rows");
        files.Refuses("v.safetensors", Bytes.Safetensors(("direction.1", "F32", Bytes.Floats(1, 2), [2]), ("layer.1", "F32", Bytes.Floats(1, 2), [2])), "second direction");
        files.Refuses("v.safetensors", Bytes.Safetensors(("a", "F32", Bytes.Floats(1, 2), [2])), "no direction");
        files.Refuses("v.safetensors", Bytes.Safetensors(("1", "F32", Bytes.Floats(1, float.NegativeInfinity), [2])), "not finite");
    }
}
