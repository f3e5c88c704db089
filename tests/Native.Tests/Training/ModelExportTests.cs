using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Training;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Training;

public sealed class ModelExportTests
{
    private static readonly BpeVocabulary _vocabulary = BpeVocabulary.Train(["the cat and the hat sat on the mat and that was that"], 272);

    [TestCase(true, false, 1e-3)] // llama.cpp's cache holds K and V as half floats, eleven bits each
    [TestCase(false, false, 1e-3)]
    [TestCase(true, true, 0.05)] // 8 bits: about half a percent of the largest logit
    public void The_saved_file_has_the_logits_of_the_graph_that_was_trained(bool tied, bool quantised, double tolerance)
    {
        using var folder = new TempFolder();
        var path = folder.File("model.gguf");
        using var machine = new TrainingMachine(new TrainingShape(_vocabulary.Count, 3, 64, 4, 96, 24, tied), windows: 1, workers: 1);
        WeightStart.Fill(machine, 7);
        var rng = new CounterRng(1);
        int[] tokens = [.. Enumerable.Range(0, 20).Select(_ => rng.NextInt(_vocabulary.Count))];
        var batch = machine.NewBatch();
        batch.Put(0, 0, [.. tokens.Append(0).Select(t => (ushort)t)], new Half[tokens.Length + 1]);
        var ours = machine.Logits(batch).AsSpan(0, tokens.Length * _vocabulary.Count).ToArray();

        ModelExport.Write(machine, path, _vocabulary, new ModelExportOptions { Name = "test", Description = "a test", Quantised = quantised });
        var theirs = Decode(path, tokens);

        var scale = ours.Max(Math.Abs);
        Assert.That(scale, Is.GreaterThan(0.5), "logits near zero would prove nothing");
        Assert.That(ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(tolerance * scale));
    }

    [Test]
    public void The_file_passes_our_own_validator()
    {
        using var folder = new TempFolder();
        using var machine = new TrainingMachine(new TrainingShape(_vocabulary.Count, 2, 32, 2, 64, 24, true), windows: 1, workers: 1);
        WeightStart.Fill(machine, 7);

        ModelExport.Write(machine, folder.File("model.gguf"), _vocabulary, new ModelExportOptions { Name = "test", Description = "a test", Quantised = true });

        Assert.That(() => GgufValidator.Open(folder.File("model.gguf"), GgufPurpose.Model).Dispose(), Throws.Nothing);
        Assert.That(Directory.EnumerateFiles(folder.Path).Count(), Is.EqualTo(1), "no part is left");
    }

    private static float[] Decode(string path, int[] tokens)
    {
        using var model = LlamaModel.Load(path, new ModelOptions { GpuLayers = 0 });
        using var context = LlamaContext.Create(model, new ContextOptions { Cells = 64, BatchTokens = 64, Threads = 1, FlashAttention = FlashAttention.Off });
        using var batch = new DecodeBatch(64);
        for (var i = 0; i < tokens.Length; i++) batch.Add(tokens[i], i, new SequenceId(0), output: true);
        context.Decode(batch);
        var logits = new float[tokens.Length * model.Vocabulary.Count];
        for (var i = 0; i < tokens.Length; i++) context.CopyLogits(i, logits.AsSpan(i * model.Vocabulary.Count, model.Vocabulary.Count));
        return logits;
    }
}
