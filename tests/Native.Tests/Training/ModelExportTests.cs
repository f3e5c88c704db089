using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
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
    public void A_dose_in_training_adds_what_a_dose_in_a_run_adds([Values] bool own)
    {
        const int From = 6; // the first token that is dosed
        using var folder = new TempFolder();
        var path = folder.File("model.gguf");
        var shape = new TrainingShape(_vocabulary.Count, 4, 64, 4, 96, 24, true);
        var rng = new CounterRng(2);
        float[] Direction() => [.. Enumerable.Range(0, shape.Width).Select(_ => (float)rng.NextNormal())];
        var directions = new DosedDirections(new[] { 1, 2 }.ToDictionary(l => l, _ => (IReadOnlyList<float[]>)[Direction(), Direction(), Direction()]));
        using var machine = new TrainingMachine(shape, [new WindowSize(shape.Context, 1, shape.Context, directions.Count)], workers: 1, gpu: false, own && FloatProduct.IsFast, directions);
        WeightStart.Fill(machine, 7);
        int[] tokens = [.. Enumerable.Range(0, 20).Select(_ => rng.NextInt(_vocabulary.Count))];
        float[] doses = [0.7f, 0, -1.3f];
        var batch = machine.NewBatch();
        ushort[] document = [.. tokens.Append(0).Select(t => (ushort)t)];
        batch.Put(0, 0, document, document, new Half[document.Length], new DocumentDoses(doses, From));
        var ours = machine.Logits(batch).AsSpan(0, tokens.Length * _vocabulary.Count).ToArray();
        batch.Clear();
        batch.Put(0, 0, document, new Half[document.Length]);
        var plain = machine.Logits(batch).AsSpan(0, ours.Length).ToArray();

        ModelExport.Write(machine, path, _vocabulary, new ModelExportOptions { Name = "test", Description = "a test" });
        var table = new SteeringTable(shape.Width, shape.Layers);
        for (var d = 0; d < directions.Count; d++) table.Add("d" + d, directions.Layers.ToDictionary(l => l.Key, l => l.Value[d]));
        var theirs = Decode(path, tokens, table, t => t.Doses(("d0", doses[0]), ("d2", doses[2])), From);

        var scale = ours.Max(Math.Abs);
        Assert.That(ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-3 * scale));
        Assert.That(ours.AsSpan(0, From * _vocabulary.Count).ToArray(), Is.EqualTo(plain[..(From * _vocabulary.Count)]), "before the first dosed token nothing changes");
        Assert.That(ours.Zip(plain, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(0.1 * scale), "and behind it a good deal does");
    }

    [Test]
    public void A_training_begins_with_the_tokens_and_weights_of_a_file([Values] bool quantised)
    {
        using var folder = new TempFolder();
        var path = folder.File("model.gguf");
        var shape = new TrainingShape(_vocabulary.Count, 2, 32, 2, 64, 24, true);
        using var machine = new TrainingMachine(shape, windows: 1, workers: 1);
        using var other = new TrainingMachine(shape, windows: 1, workers: 1);
        WeightStart.Fill(machine, 7);
        ModelExport.Write(machine, path, _vocabulary, new ModelExportOptions { Name = "test", Description = "a test", Quantised = quantised });

        var start = StartFile.Open(path);
        start.Fill(other);

        Assert.That(start.Vocabulary.Merges, Is.EqualTo(_vocabulary.Merges));
        Assert.That(start.Vocabulary.Encode("that hat"), Is.EqualTo(_vocabulary.Encode("that hat")));
        foreach (var p in machine.Parameters)
        {
            var (written, read) = (machine.Read(p, TrainingState.Weight), other.Read(p, TrainingState.Weight));
            Assert.That(read, Is.EqualTo(written).Within(quantised ? written.Max(Math.Abs) / 200 : 0), p.Name);
        }

        using var wider = new TrainingMachine(shape with { Width = 64 }, windows: 1, workers: 1);
        Assert.That(() => start.Fill(wider), Throws.TypeOf<InputException>().With.Message.Contains("sizes"));
    }

    [Test]
    public void A_training_may_begin_with_the_mean_of_several_files()
    {
        using var folder = new TempFolder();
        var shape = new TrainingShape(_vocabulary.Count, 2, 32, 2, 64, 24, true);
        using var mean = new TrainingMachine(shape, windows: 1, workers: 1);
        List<TrainingMachine> machines = [Begun(shape, 7), Begun(shape, 8), Begun(shape, 9)];
        var files = machines.Select((m, i) => Exported(m, folder.File($"{i}.gguf"), _vocabulary)).ToList();

        var mixed = files[0].MixedWith([(files[1], 0.25), (files[2], 0.25)]);
        mixed.Fill(mean);

        foreach (var p in mean.Parameters)
        {
            var of = machines.Select(m => m.Read(p, TrainingState.Weight)).ToList();
            Assert.That(mean.Read(p, TrainingState.Weight), Is.EqualTo(of[0].Select((w, i) => (0.5f * w) + (0.25f * of[1][i]) + (0.25f * of[2][i]))).Within(1e-6f), p.Name);
        }

        Assert.That(new[] { mixed.Sha256, files[0].MixedWith([(files[1], 0.25), (files[2], 0.3)]).Sha256, files[0].Sha256 }, Is.Unique);
        Assert.That(() => files[0].MixedWith([(files[1], 0.5), (files[2], 0.5)]), Throws.TypeOf<InputException>().With.Message.Contains("less than 1"));
        Assert.That(() => files[0].MixedWith([(Exported(machines[1], folder.File("other.gguf"), BpeVocabulary.Train(["the rat and the bat sat in the vat and the rat was bad"], _vocabulary.Count)), 0.5)]), Throws.TypeOf<InputException>().With.Message.Contains("other tokens"));
        machines.ForEach(m => m.Dispose());

        static TrainingMachine Begun(TrainingShape shape, ulong seed)
        {
            var machine = new TrainingMachine(shape, windows: 1, workers: 1);
            WeightStart.Fill(machine, seed);
            return machine;
        }

        static StartFile Exported(TrainingMachine machine, string path, BpeVocabulary vocabulary)
        {
            ModelExport.Write(machine, path, vocabulary, new ModelExportOptions { Name = "test", Description = "a test", Quantised = false });
            return StartFile.Open(path);
        }
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

    private static float[] Decode(string path, int[] tokens, SteeringTable? table = null, Func<SteeringTable, Doses>? doses = null, int from = 0)
    {
        using var model = LlamaModel.Load(path, new ModelOptions { GpuLayers = 0 });
        using var context = LlamaContext.Create(model, new ContextOptions { Cells = 64, BatchTokens = 64, Threads = 1, FlashAttention = FlashAttention.Off, Steering = table is null ? null : new SteeringOptions(table) });
        if (table is not null) context.Steering!.Set(new SequenceId(0), doses!(table), from);
        using var batch = new DecodeBatch(64);
        for (var i = 0; i < tokens.Length; i++) batch.Add(tokens[i], i, new SequenceId(0), output: true);
        context.Decode(batch);
        var logits = new float[tokens.Length * model.Vocabulary.Count];
        for (var i = 0; i < tokens.Length; i++) context.CopyLogits(i, logits.AsSpan(i * model.Vocabulary.Count, model.Vocabulary.Count));
        return logits;
    }
}
