using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Native.Gguf;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Gguf;

/// <summary>Vocabulary-only files of real models, as llama.cpp ships them.</summary>
[Category("Material")]
public sealed class MaterialTests
{
    [TestCaseSource(nameof(Vocabularies))]
    public void Accepts_the_vocabulary_of_a_real_model(string path)
    {
        var watch = Stopwatch.StartNew();
        using var file = GgufFile.Open(path);
        var read = watch.Elapsed;

        Assert.That(() => GgufValidator.Check(file, GgufPurpose.VocabularyOnly), Throws.Nothing);
        Assert.That(read, Is.LessThan(TimeSpan.FromMilliseconds(300)));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
        var tokens = file.Metadata["tokenizer.ggml.tokens"];
        Assert.That(tokens.Count, Is.GreaterThan(20_000));
        Assert.That(tokens.Text(tokens.Count - 1), Is.Not.Empty);
    }

    [Test]
    public void Finds_the_vocabularies() => Assert.That(Vocabularies().Count(), Is.GreaterThanOrEqualTo(19));

    private static IEnumerable<TestCaseData> Vocabularies() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Material, "models"), "ggml-vocab-*.gguf").Order(StringComparer.Ordinal)
            .Select(path => new TestCaseData(path).SetArgDisplayNames(Path.GetFileName(path)));
}
