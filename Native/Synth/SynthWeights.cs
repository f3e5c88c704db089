using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;

namespace PersonaSim.Native.Synth;

/// <summary>
/// Random weights as a pure function of (seed, tensor, row, column). The words are <c>CounterRng.Block(key, block, row)</c>, four
/// blocks at a time; the sum of a word's four bytes is near enough to a normal variable (excess kurtosis -0.3, at most 3.5
/// deviations) and costs no transcendental function, so that the bits are the same on every machine.
/// </summary>
internal static class SynthWeights
{
    private const int Group = 16; // weights per step: four blocks of four words

    // variance of a uniform byte is (256^2 - 1) / 12; four are summed
    private static readonly float _unit = (float)(1 / Math.Sqrt(4 * (65_536 - 1) / 12.0));

    /// <summary>The generator's key for one tensor of one seed.</summary>
    public static ulong Key(ulong seed, string tensor)
    {
        var text = Encoding.UTF8.GetBytes($"persim-synth {seed} {tensor}");
        return BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(text));
    }

    /// <summary>Fills one row.</summary>
    public static void Fill(Span<float> row, ulong key, long rowIndex, float mean, float deviation)
    {
        var scale = deviation * _unit;
        var whole = row.Length / Group * Group;
        for (var i = 0; i < whole; i += Group) Step(row.Slice(i, Group), key, (ulong)(i / 4), (ulong)rowIndex, mean, scale);
        if (whole == row.Length) return;
        Span<float> last = stackalloc float[Group];
        Step(last, key, (ulong)(whole / 4), (ulong)rowIndex, mean, scale);
        last[..(row.Length - whole)].CopyTo(row[whole..]);
    }

    // Philox4x32-10 in four lanes. Each 64-bit lane holds one 32-bit word; its upper half may hold anything between rounds,
    // because the multiplication reads only the lower one.
    private static void Step(Span<float> target, ulong key, ulong block, ulong row, float mean, float scale)
    {
        var c0 = Vector256.Create(block) + Vector256.Create(0UL, 1, 2, 3);
        var c1 = c0 >> 32;
        var c2 = Vector256.Create(row);
        var c3 = Vector256.Create(row >> 32);
        var k0 = (uint)key;
        var k1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var p0 = Multiply(c0, 0xD2511F53);
            var p1 = Multiply(c2, 0xCD9E8D57);
            (c0, c1, c2, c3) = ((p1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0), p1, (p0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1), p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        var low = Vector256.Create(0xFFFF_FFFFUL);
        Weights((c0 & low) | (c1 << 32), mean, scale).CopyTo(target);
        Weights((c2 & low) | (c3 << 32), mean, scale).CopyTo(target[8..]);
    }

    // lower 32 bits of each lane times the constant, 64 bits wide
    private static Vector256<ulong> Multiply(Vector256<ulong> words, uint factor) => Avx2.IsSupported
        ? Avx2.Multiply(words.AsUInt32(), Vector256.Create((ulong)factor).AsUInt32())
        : (words & Vector256.Create(0xFFFF_FFFFUL)) * factor;

    private static Vector256<float> Weights(Vector256<ulong> words, float mean, float scale)
    {
        var bytes = Vector256.Create(0x00FF_00FFu);
        var pairs = (words.AsUInt32() & bytes) + ((words.AsUInt32() >> 8) & bytes);
        var sums = (pairs & Vector256.Create(0xFFFFu)) + (pairs >> 16); // 0..1020, mean 510
        var centred = Vector256.ConvertToSingle(sums.AsInt32()) - Vector256.Create(510f);
        return centred * scale + Vector256.Create(mean); // two roundings: a fused one would differ between machines
    }
}
