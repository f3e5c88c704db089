using NUnit.Framework;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Tests.Gguf;

/// <summary>Each broken structure is refused, and the message names the field, its offset, expected and found.</summary>
public sealed class GgufStructureTests
{
    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("magic", new GgufBytes { Magic = 0x46464952 }, "magic at offset 0: is 0x46464952");
        yield return Case("version_1", new GgufBytes { Version = 1 }, "version at offset 4: is 1, expected 2 or 3");
        yield return Case("version_4", new GgufBytes { Version = 4 }, "version at offset 4: is 4");
        yield return Case("big_endian", new GgufBytes { Version = 0x03000000 }, "a big-endian file");
        yield return Case("tensor_count", new GgufBytes { TensorCount = 1ul << 62 }, "tensor count at offset 8: is 4611686018427387904");
        yield return Case("tensor_count_beyond_the_file", new GgufBytes { TensorCount = 60_000 }, "bytes left hold at most 0");
        yield return Case("key_count", new GgufBytes { PairCount = ulong.MaxValue }, "metadata count at offset 16");
        yield return Case("key_twice", Basic().Again("a.b", 1u), "metadata key 'a.b' at offset 43: is a duplicate");
        yield return Case("key_empty", new GgufBytes().With("", 1u), "metadata key 0 at offset 24: is 0 bytes long");
        yield return Case("key_long", new GgufBytes().With(new string('k', 65_536), 1u), "is 65536 bytes long, expected 1 to 65535");
        yield return Case("key_control_character", new GgufBytes().With("a\0b", 1u), "holds a control character");
        yield return Case("value_type", Basic().Raw("a.c", f => f.U32(13)), "metadata key 'a.c' at offset 54: has value type 13");
        yield return Case("nested_array", Basic().Raw("a.c", f => f.U32(9).U32(9).U64(0)), "is an array of arrays");
        yield return Case("array_count", Basic().Raw("a.c", f => f.U32(9).U32(4).U64(1ul << 40)), "claims 1099511627776 x u32, but the file has");
        yield return Case("array_overflow", Basic().Raw("a.c", f => f.U32(9).U32(10).U64(1ul << 61)), "claims 2305843009213693952 x u64");
        yield return Case("string_length", Basic().Raw("a.c", f => f.U32(8).U64(999)), "string 0 claims 999 bytes");
        yield return Case("string_utf8", Basic().Raw("a.c", f => f.U32(8).U64(1).Bytes([0xff])), "is not valid UTF-8");
        yield return Case("boolean", Basic().Raw("a.c", f => f.U32(7).Bytes([2])), "holds the boolean 2, expected 0 or 1");
        yield return Case("alignment_zero", Basic().With("general.alignment", 0u), "expected a power of two");
        yield return Case("alignment_odd", Basic().With("general.alignment", 48u), "'general.alignment' at offset 72: is 48");
        yield return Case("alignment_type", Basic().With("general.alignment", 32ul), "is u64, expected u32");
        yield return Case("tensor_name_long", Basic().Tensor(new string('t', 64), 1), "tensor 0 name at offset 43: is 64 bytes long, expected 1 to 63");
        yield return Case("tensor_twice", Basic().Tensor("t", 1).Tensor("u", 1), "tensor 't' at offset 76: is a duplicate", "u"u8, "t"u8);
        yield return Case("rank_zero", Basic().Tensor("t", 0, new byte[4]), "has 0 dimensions, expected 1 to 4");
        yield return Case("rank_five", Basic().Tensor("t", 1, 1, 1, 1, 1), "has 5 dimensions");
        yield return Case("dimension_zero", Basic().Tensor("t", 4, 0), "has dimension 1 of size 0");
        yield return Case("dimension_negative", Basic().Tensor("t", 0, new byte[4], -1), "expected a positive number");
        yield return Case("dimension_overflow", Basic().Tensor("t", 0, new byte[4], long.MaxValue, 4), "overflows at dimension 1");
        yield return Case("tensor_type", Basic().Tensor("t", 4, new byte[4], 1), "has unknown element type 4");
        yield return Case("row_not_whole_blocks", Basic().Tensor("t", (int)GgmlType.Q4_0, new byte[18], 33), "expected whole blocks of 32 for Q4_0");
        yield return Case("tensor_beyond_the_file", Basic().Tensor("t", 0, new byte[4], 1 << 20), "is 4194304 bytes of data, but the file is");
        yield return Case("data_cut", Basic().Tensor("t", 0, new byte[60], 16), "its data ends at");
    }

    [TestCaseSource(nameof(Broken))]
    public void Is_refused_by_name_when_broken(byte[] bytes, string expected)
    {
        Assert.That(() => GgufFileTests.Read(bytes), Throws.TypeOf<GgufFormatException>()
            .With.Message.Contains(expected).And.Message.StartsWith("test.gguf: "));
    }

    [TestCase(4ul)]
    [TestCase(ulong.MaxValue)]
    [TestCase(1ul << 63)]
    public void Data_must_follow_without_gap_or_overlap(ulong shift)
    {
        var bytes = Basic().Tensor("t", 8).Tensor("u", 8).Build((i, at) => i == 0 ? at : at + shift);

        Assert.That(() => GgufFileTests.Read(bytes), Throws.TypeOf<GgufFormatException>().With.Message.Contains("tensor 'u' at offset").And.Message.Contains("expected 32"));
    }

    [Test]
    public void A_message_stays_one_line_when_the_file_holds_odd_text()
    {
        var bytes = new GgufBytes().Raw("line\u2028\u202ebreak\u0085", f => f.U32(99)).Build();

        Assert.That(() => GgufFileTests.Read(bytes), Throws.TypeOf<GgufFormatException>().With.Message.Contains(@"'line\u2028\u202ebreak\u0085'"));
    }

    private static GgufBytes Basic() => new GgufBytes().With("a.b", 1u);

    private static TestCaseData Case(string name, GgufBytes file, string expected) => new TestCaseData(file.Build(), expected).SetArgDisplayNames(name);

    private static TestCaseData Case(string name, GgufBytes file, string expected, ReadOnlySpan<byte> replace, ReadOnlySpan<byte> with)
    {
        var bytes = file.Build();
        with.CopyTo(bytes.AsSpan(bytes.AsSpan().LastIndexOf(replace)));
        return new TestCaseData(bytes, expected).SetArgDisplayNames(name);
    }
}
