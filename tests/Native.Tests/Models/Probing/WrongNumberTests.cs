using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Tests.Gguf;

namespace PersonaSim.Native.Tests.Models.Probing;

/// <summary>
/// Well-formed files with one wrong number, against the real library in a child: whatever aborts it or hangs it must be refused by the
/// validator already. The child is the judge, so a new release of the library is judged anew.
/// </summary>
[Category("Full")]
public sealed class WrongNumberTests
{
    private static readonly string[] _keys =
    [
        "block_count", "context_length", "embedding_length", "feed_forward_length", "attention.head_count", "attention.head_count_kv",
        "attention.key_length", "attention.value_length", "rope.dimension_count", "expert_count", "expert_used_count", "vocab_size",
    ];

    private static readonly uint[] _values = [0, 1, 2, 3, 7, 8, 32, 99, 65_536, uint.MaxValue];

    [Test]
    public void Whatever_aborts_or_hangs_the_library_is_refused_by_the_validator()
    {
        var cases = TinyModels.Architectures.Select(a => (Name: a, Experts: 0)).Append((Name: "llama", Experts: 4))
            .SelectMany(model => _keys.SelectMany(key => _values.Select(value => (model, key, value))));

        var tally = Judge(cases.Select(c => ($"{c.model.Name} x{c.model.Experts} {c.key}={c.value}",
            TinyModels.Of(c.model.Name, c.model.Experts).With($"{c.model.Name}.{c.key}", c.value).Build())));

        Assert.That(tally.Cases, Is.EqualTo(840));
        Assert.That(tally.Missed, Is.Empty, $"{tally}");
        Assert.That(tally.Deadly, Is.GreaterThan(0), "no case aborts the library any more: is the validator still needed?");
    }

    [TestCase("llama", 4)]
    [TestCase("qwen2", 0)]
    [TestCase("gemma2", 0)]
    public void Whatever_flipped_bit_aborts_or_hangs_the_library_is_refused_by_the_validator(string architecture, int experts)
    {
        var whole = TinyModels.Of(architecture, experts).Build();
        using var file = GgufFileTests.Read(whole);
        var bits = (int)file.DataOffset * 8;

        var tally = Judge(Enumerable.Range(0, 400).Select(i =>
        {
            var bit = new CounterRng(4, (ulong)i).NextInt(bits);
            var mutant = (byte[])whole.Clone();
            mutant[bit / 8] ^= (byte)(1 << (bit % 8));
            return ($"bit {bit}", mutant);
        }));

        Assert.That(tally.Missed, Is.Empty, $"{tally}");
    }

    private sealed record Tally(int Cases, int Accepted, int Decoded, int Deadly, int Strict, List<string> Missed)
    {
        public override string ToString() => $"{Cases} files: {Accepted} pass the validator, the library decodes {Decoded} and dies of {Deadly}; "
            + $"{Strict} are refused although it decodes them; missed: {string.Join("; ", Missed)}";
    }

    private static Tally Judge(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var folder = new ScratchFolder();
        var options = RealChildTests.Options(folder);
        int cases = 0, accepted = 0, decoded = 0, deadly = 0, strict = 0;
        List<string> missed = [];
        foreach (var (name, bytes) in files)
        {
            var verdict = ModelProbe.Run(folder.Write("mutant.gguf", bytes), "", new ProbeLimits(TimeSpan.FromSeconds(10), 2L << 30), options);
            var passes = Passes(bytes);
            var dies = verdict.Outcome is ProbeOutcome.Crashed or ProbeOutcome.TimedOut or ProbeOutcome.TooLarge;
            (cases, accepted, decoded) = (cases + 1, accepted + (passes ? 1 : 0), decoded + (verdict.IsOk ? 1 : 0));
            (deadly, strict) = (deadly + (dies ? 1 : 0), strict + (verdict.IsOk && !passes ? 1 : 0));
            if (passes && !verdict.IsOk) TestContext.Out.WriteLine($"left to the child: {name}: {verdict.Outcome}, {verdict.Detail}");
            if (!passes && verdict.IsOk) TestContext.Out.WriteLine($"strict: {name}");
            if (passes && dies) missed.Add($"{name}: {verdict.Detail}");
        }

        var tally = new Tally(cases, accepted, decoded, deadly, strict, missed);
        TestContext.Out.WriteLine(tally);
        return tally;
    }

    private static bool Passes(byte[] bytes)
    {
        try
        {
            using var file = GgufFileTests.Read(bytes);
            GgufValidator.Check(file, GgufPurpose.Model);
            return true;
        }
        catch (GgufFormatException)
        {
            return false;
        }
    }
}
