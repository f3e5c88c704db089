using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Vectors.Tests.Imports;

public sealed class ImportFuzzTests
{
    private const int Trials = 400;

    private static readonly (string Name, byte[] Bytes)[] _whole =
    [
        ("v.gguf", Bytes.Control((1, [1, 2, 3]), (2, [4, 5, 6]))),
        ("v_layer3.npy", Bytes.Npy(1, 2, 3)),
        ("v.safetensors", Bytes.Safetensors(("direction.1", "F32", Bytes.Floats(1, 2, 3), [3]), ("direction.2", "BF16", Bytes.Brains(1, 2, 3), [3]))),
    ];

    [Test]
    public void A_file_cut_off_anywhere_is_refused_in_one_line([Range(0, 2)] int kind)
    {
        using var files = new Imported();
        var (name, whole) = _whole[kind];

        for (var length = 0; length < whole.Length; length++)
        {
            var refusal = Assert.Catch<PersimException>(() => files.Read(name, whole[..length]), $"{name} of {length} bytes")!;
            Assert.That(refusal.Message, Does.Not.Contain("\n"));
        }
    }

    [Test]
    public void A_file_with_random_bytes_in_it_is_read_or_refused_but_never_breaks_the_program([Range(0, 2)] int kind)
    {
        using var files = new Imported();
        var (name, whole) = _whole[kind];
        var rng = new CounterRng((ulong)kind + 11);
        var (read, refused) = (0, 0);

        for (var trial = 0; trial < Trials; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var hits = 1 + rng.NextInt(4); hits > 0; hits--) bytes[rng.NextInt(bytes.Length)] = (byte)rng.NextInt(256);
            try
            {
                var foreign = files.Read(name, bytes);
                Assert.That(foreign.Layers.Values.SelectMany(v => v), Has.All.Matches<float>(float.IsFinite));
                read++;
            }
            catch (PersimException e)
            {
                Assert.That(e.Message, Does.Not.Contain("\n"));
                refused++;
            }
        }

        Assert.That(read, Is.GreaterThan(0));
        Assert.That(refused, Is.GreaterThan(0));
    }
}
