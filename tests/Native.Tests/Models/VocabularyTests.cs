using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Models;

public sealed class VocabularyTests
{
    private static readonly string[] _texts = ["", "hello", " a  b\n\tc", "Zoë paid 12.50 € at Müller's, ok?", "日本語とемодзи 🎭🏘️ و", "\u0000\u0001", "<|im_end|> is only text here"];

    [TestCaseSource(nameof(_texts))]
    public void Text_survives_tokens(string text)
    {
        using var model = LlamaModel.Load(TinyModel.Path(), new ModelOptions { VocabularyOnly = true });

        var tokens = model.Vocabulary.Tokenize(text, special: false);

        Assert.That(model.Vocabulary.Detokenize(tokens), Is.EqualTo(text));
        var incremental = new IncrementalText(model.Vocabulary);
        Assert.That(string.Concat(tokens.Select(incremental.Push)) + incremental.Finish(), Is.EqualTo(text));
    }

    [Test]
    public void A_character_split_over_tokens_appears_once_it_is_whole()
    {
        using var model = LlamaModel.Load(TinyModel.Path(), new ModelOptions { VocabularyOnly = true });
        var tokens = model.Vocabulary.Tokenize("🎭", special: false);
        var text = new IncrementalText(model.Vocabulary);

        var pieces = tokens.Select(text.Push).ToArray();

        Assert.That(tokens, Has.Length.GreaterThan(1), "the test needs a character of several tokens");
        Assert.That(pieces[..^1], Is.All.Empty);
        Assert.That(pieces[^1], Is.EqualTo("🎭"));
    }

    [Test]
    public void An_unfinished_character_at_the_end_becomes_the_replacement_character()
    {
        using var model = LlamaModel.Load(TinyModel.Path(), new ModelOptions { VocabularyOnly = true });
        var text = new IncrementalText(model.Vocabulary);

        text.Push(model.Vocabulary.Tokenize("🎭", special: false)[0]);

        Assert.That(text.Finish(), Is.EqualTo("\uFFFD"));
    }

    [Test]
    public void Control_tokens_are_recognised_only_where_asked()
    {
        using var model = LlamaModel.Load(TinyModel.Path(), new ModelOptions { VocabularyOnly = true });
        var vocabulary = model.Vocabulary;

        var special = vocabulary.Tokenize("<|im_end|>", special: true);
        var plain = vocabulary.Tokenize("<|im_end|>", special: false);

        Assert.That(special, Has.Length.EqualTo(1));
        Assert.That(vocabulary.IsControl(special[0]), Is.True);
        Assert.That(vocabulary.IsEndOfGeneration(special[0]), Is.True);
        Assert.That(vocabulary.EndTokens, Has.Member(special[0]).And.All.Matches<int>(vocabulary.IsEndOfGeneration));
        Assert.That(vocabulary.Piece(special[0]).Length, Is.Zero);
        Assert.That(plain.Select(vocabulary.IsControl), Is.All.False);
    }

    [TestCase("llama-spm", true)]
    [TestCase("phi-3", true)]
    [TestCase("llama-bpe", false)]
    [Category("Material")]
    public void A_continuation_is_the_text_and_nothing_in_front_of_it(string name, bool addsBlank)
    {
        using var model = LlamaModel.Load(Path.Combine(Repository.Material, "models", $"ggml-vocab-{name}.gguf"), new ModelOptions { VocabularyOnly = true });
        var vocabulary = model.Vocabulary;

        Assert.That(vocabulary.AddsBlank, Is.EqualTo(addsBlank));
        foreach (var text in new[] { "\",\"target\":\"", "yes", " yes", "\nnext", "да", "<|im_end|> plain", "x" })
        {
            var pieces = vocabulary.TokenizeContinuation(text, special: false).SelectMany(t => vocabulary.Piece(t).ToArray()).ToArray();
            Assert.That(System.Text.Encoding.UTF8.GetString(pieces), Is.EqualTo(text));
        }
    }

    [Test, Category("Material")]
    public void Real_vocabularies_give_the_tokens_that_llama_cpp_expects()
    {
        var checkedTexts = 0;
        foreach (var name in new[] { "llama-bpe", "qwen2", "phi-3", "gpt-2", "llama-spm", "deepseek-llm", "falcon", "command-r" })
        {
            var path = Path.Combine(Repository.Material, "models", $"ggml-vocab-{name}.gguf");
            using var model = LlamaModel.Load(path, new ModelOptions { VocabularyOnly = true });
            // llama.cpp's own cases: texts closed by a fixed line, and a line of tokens for each
            var texts = File.ReadAllText(path + ".inp").Split("\n__ggml_vocab_test__\n");
            var expected = File.ReadAllLines(path + ".out");
            foreach (var (text, line) in texts.Zip(expected))
            {
                var tokens = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
                Assert.That(model.Vocabulary.Tokenize(text, special: false), Is.EqualTo(tokens), $"{name}: {text}");
                checkedTexts++;
            }
        }

        Assert.That(checkedTexts, Is.GreaterThan(200));
    }
}
