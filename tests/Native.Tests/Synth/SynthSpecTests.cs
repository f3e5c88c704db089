using NUnit.Framework;
using NUnit.Framework.Constraints;
using PersonaSim.Native.Synth;

namespace PersonaSim.Native.Tests.Synth;

public sealed class SynthSpecTests
{
    [TestCase("lama", "tiny", "f32", "llama")]
    [TestCase("qwen-3", "tiny", "f32", "qwen3")]
    [TestCase("llama", "7b", "f32", "8b")]
    [TestCase("llama", "tiny", "q4_k", "q4_k_m")]
    public void Unknown_words_are_refused_with_the_nearest_known(string architecture, string size, string quant, string nearest)
    {
        Assert.That(() => SynthSpec.Parse(architecture, size, quant), Refused($"did you mean {nearest}?"));
    }

    [Test]
    public void Impossible_sizes_are_refused_with_the_nearest_possible()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Sized(new() { Layers = 0 }), Refused("layers 0", "use 1."));
            Assert.That(() => Sized(new() { Layers = 600 }), Refused("layers 600", "use 512."));
            Assert.That(() => Sized(new() { Width = 250 }), Refused("width 250 is not divisible by 4 heads", "use width 248 or 252"));
            Assert.That(() => Sized(new() { Width = 12 }), Refused("a head of width 3", "head width 4"));
            Assert.That(() => Sized(new() { Heads = 6, KvHeads = 4, HeadDim = 64 }), Refused("4 key-value heads do not divide 6", "use 3."));
            Assert.That(() => Sized(new() { KvHeads = 8 }), Refused("key-value heads 8", "use 4."));
            Assert.That(() => Sized(new() { Vocabulary = 200 }), Refused("vocabulary 200", "use 259."));
            Assert.That(() => Sized(new() { Width = -4 }), Refused("width -4", "use 1."));
            Assert.That(() => Sized(new() { HeadDim = 32 }, "qwen2"), Refused("qwen2 needs heads x head width = width", "use width 128"));
        });
    }

    [Test]
    public void A_missing_folder_is_refused_before_anything_is_made()
    {
        var path = Path.Combine(Path.GetTempPath(), "persim-no-such-folder", "m.gguf");

        Assert.That(() => SynthModel.Write(SynthSpec.Parse("llama", "8b", "f32"), path), Refused("does not exist"));
    }

    [Test]
    public void A_spec_s_fingerprint_tells_apart_what_makes_other_bytes()
    {
        var spec = SynthSpec.Parse("llama", "tiny", "f32");

        var others = new[] { spec with { Seed = 2 }, spec with { Quant = SynthQuant.F16 }, spec with { Shape = spec.Shape with { Layers = 3 } }, spec with { VocabularyFrom = "x" } };

        Assert.That(SynthSpec.Parse("llama", "tiny", "f32").Fingerprint(), Is.EqualTo(spec.Fingerprint()));
        Assert.That(others.Select(s => s.Fingerprint()).Append(spec.Fingerprint()), Is.Unique);
    }

    private static SynthSpec Sized(SynthSizes sizes, string architecture = "llama") => SynthSpec.Parse(architecture, "tiny", "f32", sizes: sizes);

    private static Constraint Refused(params string[] parts) =>
        Throws.InstanceOf<InputException>().With.Message.Matches<string>(m => !m.Contains('\n') && parts.All(m.Contains));
}
