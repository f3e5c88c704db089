using System.Text;
using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Synth;

public sealed class SynthVocabularyTests
{
    // width 8: the vocabulary is what is tested, its embedding need not take room
    private static SynthSpec Small(int vocabulary) =>
        SynthSpec.Parse("llama", "tiny", "f16", sizes: new SynthSizes { Layers = 1, Width = 8, Heads = 1, KvHeads = 1, FeedForward = 8, Vocabulary = vocabulary });

    [TestCase(259)]
    [TestCase(512)]
    [TestCase(151_936)]
    public void Any_text_round_trips(int size)
    {
        using var model = LlamaModel.Load(TinyModel.Path(Small(size)), new ModelOptions { VocabularyOnly = true });
        var rng = new CounterRng(5);

        Assert.That(model.Vocabulary.Count, Is.EqualTo(size));
        for (var n = 0; n < 200; n++)
        {
            var text = RandomText(ref rng);
            Assert.That(model.Vocabulary.Detokenize(model.Vocabulary.Tokenize(text, special: false)), Is.EqualTo(text));
        }
    }

    [Test]
    public void English_takes_fewer_tokens_the_larger_the_vocabulary()
    {
        const string Text = "The agent went to the market and asked her neighbour about the election.";

        var counts = new[] { 259, 512, 4096 }.Select(Count).ToArray();

        Assert.That(counts, Is.Ordered.Descending);
        Assert.That(Text.Length / (double)counts[^1], Is.GreaterThan(4), "characters a token, as in real vocabularies");

        static int Count(int size)
        {
            using var model = LlamaModel.Load(TinyModel.Path(Small(size)), new ModelOptions { VocabularyOnly = true });
            return model.Vocabulary.Tokenize(Text, special: false).Length;
        }
    }

    [Test]
    public void A_vocabulary_can_be_taken_from_another_file()
    {
        using var folder = new TempFolder();
        var source = TinyModel.Path(Small(300));
        var spec = SynthSpec.Parse("qwen3", "tiny", "q8_0") with { VocabularyFrom = source };

        SynthModel.Write(spec, folder.File("m.gguf"));

        using var original = GgufFile.Open(source);
        using var copy = GgufFile.Open(folder.File("m.gguf"));
        foreach (var (key, value) in original.Metadata.Where(k => k.Key.StartsWith("tokenizer.", StringComparison.Ordinal)))
            Assert.That(copy.Metadata[key].Bytes.SequenceEqual(value.Bytes), Is.True, key);
        using var model = LlamaModel.Load(folder.File("m.gguf"));
        Assert.That(model.Vocabulary.Count, Is.EqualTo(300));
    }

    [Test, Category("Material")]
    public void A_real_vocabulary_cuts_text_as_in_its_own_file([Values("qwen2", "llama-bpe", "llama-spm", "phi-3", "gpt-2")] string name)
    {
        const string Text = "The agent's neighbour: “12.50 € — naïve?” 日本語\n\n\tEnd.";
        var source = Path.Combine(Repository.Material, "models", $"ggml-vocab-{name}.gguf");
        var spec = Small(512) with { VocabularyFrom = source };

        using var real = LlamaModel.Load(source, new ModelOptions { VocabularyOnly = true });
        using var made = LlamaModel.Load(TinyModel.Path(spec), new ModelOptions { Repack = false });

        Assert.That(made.Vocabulary.Count, Is.EqualTo(real.Vocabulary.Count));
        Assert.That(made.Vocabulary.Tokenize(Text, special: false), Is.EqualTo(real.Vocabulary.Tokenize(Text, special: false)));
    }

    [Test]
    public void A_file_without_a_vocabulary_is_refused()
    {
        using var folder = new TempFolder();
        using (var writer = new GgufWriter(folder.File("empty.gguf"), new GgufHeader().Set("general.architecture", "llama"))) writer.Complete();
        var spec = SynthSpec.Parse("llama", "tiny", "f32") with { VocabularyFrom = folder.File("empty.gguf") };

        Assert.That(() => SynthModel.Write(spec, folder.File("m.gguf")), Throws.InstanceOf<InputException>().With.Message.Contains("no token list"));
        Assert.That(File.Exists(folder.File("m.gguf")), Is.False);
    }

    [Test]
    public void No_two_tokens_have_one_text_in_the_largest_vocabulary()
    {
        var header = new GgufHeader();
        SynthVocabulary.AddTo(header, SynthVocabulary.Largest);

        using var file = GgufFile.Read(new MemoryStream(header.ToBytes()), "memory");
        var tokens = file.Metadata["tokenizer.ggml.tokens"];

        Assert.That(Enumerable.Range(0, tokens.Count).Select(i => tokens.Text(i)).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(SynthVocabulary.Largest));
    }

    // letters, digits, blanks, controls, accents, other scripts, emoji: every length of UTF-8
    private static string RandomText(ref CounterRng rng)
    {
        var text = new StringBuilder();
        var length = rng.NextInt(60);
        for (var i = 0; i < length; i++)
        {
            var rune = rng.NextInt(6) switch
            {
                0 => 'a' + rng.NextInt(26),
                1 => 32 + rng.NextInt(95),
                2 => rng.NextInt(5) switch { 0 => '\n', 1 => '\t', 2 => '\r', 3 => 1 + rng.NextInt(31), _ => ' ' },
                3 => 0xA0 + rng.NextInt(0x700),
                4 => 0x3000 + rng.NextInt(0x7000),
                _ => 0x1F300 + rng.NextInt(0x600),
            };
            text.Append(new Rune(rune));
        }

        return text.ToString();
    }
}
