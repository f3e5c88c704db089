using System.Buffers.Binary;
using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Native.Tests.Gguf;

/// <summary>
/// However a file is broken, the validator accepts it or refuses it with one line, in memory bounded by the file's size. Every mutation
/// is a pure function of its number, so a failing one can be run again.
/// </summary>
public sealed class GgufMutationTests
{
    private const int Fixed = 256 * 1024; // the reader's window, the keys and tensors as objects, the exception
    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(1);
    private static readonly ulong[] _extremes =
        [0, 1, 2, 3, 7, 0x7f, 0xff, 0xffff, int.MaxValue, 0x80000000, uint.MaxValue, 1ul << 40, long.MaxValue, 1ul << 63, ulong.MaxValue];

    [Test]
    public void Every_truncation_at_or_just_before_a_field_boundary_is_refused()
    {
        var builder = TinyModels.Of("llama");
        var whole = builder.Build();
        var cuts = builder.FieldEnds.Concat(builder.FieldEnds.Select(end => end - 1)).Append(0).Distinct().Where(n => n < whole.Length).Order().ToArray();

        Assert.That(cuts, Has.Length.GreaterThan(300));
        foreach (var cut in cuts) Assert.That(Accepts(whole[..cut], $"cut at {cut}"), Is.False, $"cut at {cut}");
    }

    [TestCase("llama", 4)]
    [TestCase("gemma3", 0)]
    [TestCase("phi3", 0)]
    public void Every_flipped_bit_of_the_description_is_accepted_or_refused_by_name(string architecture, int experts)
    {
        var whole = TinyModels.Of(architecture, experts).Build();
        using var file = GgufFileTests.Read(whole);
        var accepted = 0;
        var bits = (int)file.DataOffset * 8;
        for (var i = 0; i < 1_000; i++)
        {
            var bit = new CounterRng(1, (ulong)i).NextInt(bits);
            var mutant = (byte[])whole.Clone();
            mutant[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Accepts(mutant, $"bit {bit}")) accepted++;
        }

        // a flip in a token's text or in the padding changes nothing that can be checked
        Assert.That(accepted, Is.InRange(1, 500));
    }

    [Test]
    public void Every_number_overwritten_by_an_extreme_one_is_accepted_or_refused_by_name()
    {
        var builder = TinyModels.Of("qwen3");
        var whole = builder.Build();
        for (var i = 0; i < 2_000; i++)
        {
            var rng = new CounterRng(2, (ulong)i);
            var at = builder.FieldEnds[rng.NextInt(builder.FieldEnds.Count)];
            var width = rng.NextInt(2) == 0 ? sizeof(uint) : sizeof(ulong);
            var mutant = (byte[])whole.Clone();
            if (at + width > mutant.Length) continue;
            var value = _extremes[rng.NextInt(_extremes.Length)];
            if (width == sizeof(uint)) BinaryPrimitives.WriteUInt32LittleEndian(mutant.AsSpan(at), (uint)value);
            else BinaryPrimitives.WriteUInt64LittleEndian(mutant.AsSpan(at), value);
            Accepts(mutant, $"mutation {i}: {value} at {at}");
        }
    }

    [Test]
    public void Every_block_of_bytes_moved_removed_or_doubled_is_accepted_or_refused_by_name()
    {
        var whole = TinyModels.Of("qwen2").Build();
        for (var i = 0; i < 1_000; i++)
        {
            var rng = new CounterRng(3, (ulong)i);
            var from = rng.NextInt(2_048);
            var length = 1 + rng.NextInt(64);
            var to = rng.NextInt(2_048);
            var mutant = rng.NextInt(3) switch
            {
                0 => [.. whole[..from], .. whole[(from + length)..]],
                1 => [.. whole[..from], .. whole[from..(from + length)], .. whole[from..]],
                _ => Copied(whole, from, to, length),
            };
            Accepts(mutant, $"mutation {i}");
        }
    }

    [Test]
    public void Memory_stays_below_twice_the_file_when_it_holds_half_a_million_strings()
    {
        var words = Enumerable.Range(0, 500_000).Select(i => i.ToString()).ToArray();
        var bytes = new GgufBytes().With("general.architecture", "llama").With("tokenizer.ggml.model", "rwkv").With("tokenizer.ggml.tokens", words).Build();
        GC.Collect();

        var watch = Stopwatch.StartNew();
        Assert.That(Accepts(bytes, "large vocabulary", GgufPurpose.VocabularyOnly), Is.True);
        Assert.That(watch.Elapsed, Is.LessThan(_slow));
    }

    private static byte[] Copied(byte[] whole, int from, int to, int length)
    {
        var mutant = (byte[])whole.Clone();
        Array.Copy(whole, from, mutant, to, length);
        return mutant;
    }

    private static bool Accepts(byte[] bytes, string what, GgufPurpose purpose = GgufPurpose.Model)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        GgufFormatException? refusal = null;
        try
        {
            using var file = GgufFileTests.Read(bytes);
            GgufValidator.Check(file, purpose);
        }
        catch (GgufFormatException e)
        {
            refusal = e;
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan((2L * bytes.Length) + Fixed), what);
        Assert.That(watch.Elapsed, Is.LessThan(_slow), what);
        if (refusal is null) return true;
        Assert.That(refusal.Message, Does.Match("^test[.]gguf: [^\n]+ at offset [0-9]+: [^\n]+$").And.Not.Contains("\r"), what);
        Assert.That(refusal.Offset, Is.InRange(0, bytes.Length), what);
        return false;
    }
}
