using NUnit.Framework;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Tests.Gguf;

public sealed class GgufFileTests
{
    [Test]
    public void Reads_back_every_type_that_was_written()
    {
        using var file = Read(new GgufBytes()
            .With("a.u8", (byte)200).With("a.i8", (sbyte)-3).With("a.u16", (ushort)60000).With("a.i16", (short)-300)
            .With("a.u32", 4_000_000_000u).With("a.i32", -5).With("a.u64", ulong.MaxValue).With("a.i64", long.MinValue)
            .With("a.f32", 1.5f).With("a.f64", -2.25).With("a.bool", true).With("a.text", "größer")
            .With("a.floats", new[] { 1f, 2f, 3f }).With("a.words", new[] { "one", "", "drei" }).With("a.none", Array.Empty<string>()));
        var data = file.Metadata;

        Assert.That(data.Keys.Take(3), Is.EqualTo(new[] { "a.u8", "a.i8", "a.u16" }));
        Assert.That(new[] { "u8", "i8", "u16", "i16", "u32", "i32", "i64" }.Select(n => data.GetInteger($"a.{n}")),
            Is.EqualTo(new[] { 200, -3, 60000, -300, 4_000_000_000, -5, long.MinValue }));
        Assert.That(data["a.u64"].TryGetInteger(out _), Is.False);
        Assert.That(data.TryGetFloat("a.f32", out var single) ? single : 0, Is.EqualTo(1.5));
        Assert.That(data.TryGetFloat("a.f64", out var wide) ? wide : 0, Is.EqualTo(-2.25));
        Assert.That(data.TryGetBool("a.bool", out var flag) && flag);
        Assert.That(data.GetString("a.text"), Is.EqualTo("größer"));
        Assert.That(data["a.floats"].Elements<float>().ToArray(), Is.EqualTo(new[] { 1f, 2f, 3f }));
        Assert.That(Enumerable.Range(0, 3).Select(i => data["a.words"].Text(i)), Is.EqualTo(new[] { "one", "", "drei" }));
        Assert.That(data["a.none"].Count, Is.Zero);
    }

    [TestCase(32)]
    [TestCase(64)]
    public void Reads_a_tensors_own_bytes_when_asked(int alignment)
    {
        var data = Enumerable.Range(0, 34).Select(i => (byte)i).ToArray();
        using var file = Read(new GgufBytes { Alignment = alignment }
            .With("general.alignment", (uint)alignment)
            .Tensor("first", 3)
            .Tensor("second", (int)GgmlType.Q8_0, data, 32, 1));
        var second = file.Tensors[1];

        Assert.That(file.DataOffset % alignment, Is.Zero);
        Assert.That(second, Is.EqualTo(second with { Name = "second", Type = GgmlType.Q8_0, Offset = alignment, ByteLength = 34 }));
        Assert.That(second.Dims, Is.EqualTo(new long[] { 32, 1 }));
        Assert.That(file.ReadTensor(second), Is.EqualTo(data));
        var part = new byte[4];
        file.ReadTensor(second, part, from: 30);
        Assert.That(part, Is.EqualTo(data[30..]));
    }

    [Test]
    public void Reads_version_2_like_version_3()
    {
        using var file = Read(new GgufBytes { Version = 2 }.With("general.architecture", "llama"));

        Assert.That((file.Version, file.Architecture), Is.EqualTo((2u, "llama")));
    }

    [Test]
    public void A_getter_refuses_another_type_or_no_key_by_name()
    {
        using var file = Read(new GgufBytes().With("a.text", "x"));

        Assert.That(() => file.Metadata.GetUInt32("a.text"), Throws.TypeOf<GgufFormatException>()
            .With.Message.EqualTo("test.gguf: metadata key 'a.text' at offset 42: is string, expected u32"));
        Assert.That(() => file.Architecture, Throws.TypeOf<GgufFormatException>().With.Message.Contains("'general.architecture' at offset 51: is missing"));
    }

    [Test]
    public void A_file_that_is_not_there_is_the_users_error()
    {
        Assert.That(() => GgufFile.Open("no/such/file.gguf"), Throws.TypeOf<InputException>().With.Message.Contains("no/such/file.gguf"));
    }

    internal static GgufFile Read(GgufBytes file) => Read(file.Build());

    internal static GgufFile Read(byte[] bytes) => GgufFile.Read(new MemoryStream(bytes, writable: false), "test.gguf");
}
