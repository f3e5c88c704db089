using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Gguf;

public sealed class GgufWriterTests
{
    private static readonly object[] _values =
    [
        (byte)200, (sbyte)-3, (ushort)60_000, (short)-5, 4_000_000_000u, -7, ulong.MaxValue, long.MinValue, 1.5f, -2.25, true, "Zoë",
        new[] { "a", "", "ß" }, new[] { -1, 2 }, new[] { 0.5f, -1f }, new uint[] { 1, 2 }, new[] { true, false }, new byte[] { 7, 8 },
    ];

    [Test]
    public void A_reader_finds_what_was_written()
    {
        using var folder = new TempFolder();
        var header = new GgufHeader().Add("a", GgmlType.F32, 3).Add("b", GgmlType.Q4_0, 32, 2);
        for (var i = 0; i < _values.Length; i++) header.Set($"key.{i}", _values[i]);

        using (var writer = new GgufWriter(folder.File("m.gguf"), header))
        {
            writer.Append("a", new byte[12]);
            writer.Append("b", Enumerable.Repeat((byte)1, 18).ToArray());
            writer.Append("b", Enumerable.Repeat((byte)2, 18).ToArray());
            writer.Complete();
        }

        using var file = GgufFile.Open(folder.File("m.gguf"));
        Assert.That(file.Version, Is.EqualTo(3));
        Assert.That(file.Metadata.Values.Select(v => v.TypeName), Is.EqualTo(new[]
        {
            "u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64", "bool", "string",
            "array of string", "array of i32", "array of f32", "array of u32", "array of bool", "array of u8",
        }));
        Assert.That(file.Metadata["key.11"].Text(), Is.EqualTo("Zoë"));
        Assert.That(file.Metadata["key.12"].Text(2), Is.EqualTo("ß"));
        Assert.That(file.Metadata["key.13"].Elements<int>().ToArray(), Is.EqualTo(new[] { -1, 2 }));
        Assert.That(file.Tensors.Select(t => (t.Name, t.Type, t.Shape)), Is.EqualTo(new[] { ("a", GgmlType.F32, "[3]"), ("b", GgmlType.Q4_0, "[32, 2]") }));
        Assert.That(file.ReadTensor(file.Tensors[1]), Is.EqualTo(Enumerable.Repeat((byte)1, 18).Concat(Enumerable.Repeat((byte)2, 18))));
        Assert.That(file.DataOffset % GgufHeader.Alignment, Is.Zero);
    }

    [Test]
    public void The_name_appears_only_with_the_whole_file_and_the_old_file_stays_till_then()
    {
        using var folder = new TempFolder();
        var path = folder.File("m.gguf");
        File.WriteAllText(path, "old");

        using (var writer = new GgufWriter(path, new GgufHeader().Add("a", GgmlType.F32, 2)))
        {
            writer.Append("a", new byte[4]);
            Assert.That(() => writer.Complete(), Throws.InvalidOperationException.With.Message.Contains("4 of 8"));
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(Directory.EnumerateFiles(folder.Path).Count(), Is.EqualTo(1), "the part is gone");
    }

    [Test]
    public void Two_writers_of_one_file_do_not_meet()
    {
        using var folder = new TempFolder();
        var header = new GgufHeader().Set("a", 1u);

        using var first = new GgufWriter(folder.File("m.gguf"), header);
        using var second = new GgufWriter(folder.File("m.gguf"), header);
        first.Complete();
        second.Complete();

        using var file = GgufFile.Open(folder.File("m.gguf"));
        Assert.That(file.Metadata.GetUInt32("a"), Is.EqualTo(1));
    }

    [Test]
    public void Misuse_is_refused()
    {
        using var folder = new TempFolder();
        using var writer = new GgufWriter(folder.File("m.gguf"), new GgufHeader().Add("a", GgmlType.F32, 1).Add("b", GgmlType.F32, 1));

        Assert.That(() => writer.Append("b", new byte[4]), Throws.InvalidOperationException.With.Message.Contains("expected data of a"));
        Assert.That(() => writer.Append("a", new byte[5]), Throws.InvalidOperationException);
        Assert.That(() => new GgufHeader().Set("k", 1m), Throws.ArgumentException);
        Assert.That(() => new GgufHeader().Set("k", 1).Set("k", 2), Throws.ArgumentException);
        Assert.That(() => new GgufHeader().Add("t", GgmlType.F32, 1).Add("t", GgmlType.F32, 1), Throws.ArgumentException);
        Assert.That(() => new GgufHeader().Add("t", GgmlType.Q4_0, 31), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new GgufHeader().Add("t", GgmlType.F32, 0), Throws.ArgumentException);
        Assert.That(() => new GgufHeader().Add(new string('t', 64), GgmlType.F32, 1), Throws.ArgumentException);
    }
}
