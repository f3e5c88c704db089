using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

public sealed class ActivationTapTests
{
    // lengths that fill, split and overflow a micro-batch of 64
    private static readonly int[][] _texts = [.. new[] { 5, 30, 40, 1, 64, 100, 7, 9, 200 }.Select((n, i) => Society.Tokens(50 + i, n))];

    // F32: only the order of sums differs between batch shapes; quantised weights meet other kernels for other shapes
    [TestCase("f32", 2e-3f)]
    [TestCase("q8_0", 0.3f)]
    [TestCase("q4_k_m", 0.3f)]
    public void Rows_captured_together_are_the_rows_captured_one_text_at_a_time(string quant, float tolerance)
    {
        using var model = LlamaModel.Load(TinyModel.Path("llama", quant));
        using var tap = ActivationTap.Create(model, longestText: 256, batchTokens: 64, threads: 1, flash: FlashAttention.Off);

        var together = Collect(tap, _texts.Select(CaptureText.Mean), model.Width);
        var alone = _texts.Select(t => Collect(tap, [CaptureText.Mean(t)], model.Width)[0]).ToArray();

        Assert.That(tap.Layers, Is.EqualTo(Enumerable.Range(1, model.Layers - 2)));
        for (var i = 0; i < _texts.Length; i++)
        {
            var scale = Math.Sqrt(alone[i].Average(v => v * v));
            var difference = alone[i].Zip(together[i], (a, b) => Math.Abs(a - b)).Max();
            Assert.That(difference / scale, Is.LessThan(tolerance), $"text {i}");
        }
    }

    [Test]
    public void Span_and_last_token_are_what_they_say()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var tap = ActivationTap.Create(model, [2], threads: 1);
        int[] text = _texts[2][..6];
        var single = Enumerable.Range(0, 6).Select(i => new CaptureText(text, i, i + 1));

        var rows = Collect(tap, single, model.Width);
        var mean = Collect(tap, [new CaptureText(text, 2, 5)], model.Width)[0];
        var last = Collect(tap, [CaptureText.Last(text)], model.Width)[0];

        for (var i = 0; i < model.Width; i++) Assert.That(mean[i], Is.EqualTo((rows[2][i] + rows[3][i] + rows[4][i]) / 3).Within(1e-4));
        for (var i = 0; i < model.Width; i++) Assert.That(last[i], Is.EqualTo(rows[5][i]).Within(1e-4));
    }

    [Test]
    public void The_length_is_the_mean_of_the_rows_lengths_not_the_length_of_their_mean()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var tap = ActivationTap.Create(model, [1, 2], threads: 1);
        int[] text = _texts[2][..6];
        var single = new double[2];
        var (mean, ofMean) = (new double[2], new double[2]);

        tap.Capture(Enumerable.Range(0, 6).Select(i => new CaptureText(text, i, i + 1)), (_, layer, row, length) =>
        {
            Assert.That(length, Is.EqualTo(Math.Sqrt(row.ToArray().Sum(v => (double)v * v))).Within(1e-3), "one row");
            single[layer - 1] += length / 6;
        });
        tap.Capture([CaptureText.Mean(text)], (_, layer, row, length) => (mean[layer - 1], ofMean[layer - 1]) = (length, Math.Sqrt(row.ToArray().Sum(v => (double)v * v))));

        for (var l = 0; l < 2; l++) Assert.That(mean[l], Is.EqualTo(single[l]).Within(1e-3 * single[l]));
        for (var l = 0; l < 2; l++) Assert.That(ofMean[l], Is.LessThan(0.99 * mean[l]), "rows point different ways");
    }

    [Test]
    public void Only_wanted_rows_are_copied()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var tap = ActivationTap.Create(model, [1, 2], threads: 1);

        Collect(tap, [CaptureText.Last(_texts[4]), new CaptureText(_texts[5], 10, 13)], model.Width);

        Assert.That(tap.RowsCopied, Is.EqualTo((1 + 3) * 2));
    }

    [Test]
    public void The_captured_row_plus_the_vector_is_what_the_next_layer_sees()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        const int Layer = 2;
        var table = Society.Table(model, 1, firstLayer: Layer, lastLayer: Layer);
        var vector = new float[model.Width];
        table.Compose(Layer, table.Doses(("d0", 1.5f)), vector);
        float[] before, after;
        using (var tap = ActivationTap.Create(model, [Layer], threads: 1)) before = Collect(tap, [CaptureText.Last(_texts[0])], model.Width)[0];

        // the same tap on a context whose own control vector is not zero: the node behind the addition is the next layer's input
        after = SteeredInput(model, Layer, table.Doses(("d0", 1.5f)), _texts[0]);

        for (var i = 0; i < model.Width; i++) Assert.That(after[i], Is.EqualTo(before[i] + vector[i]), $"element {i}");
    }

    // An independent way to the same numbers: the last layer's rows, normed and multiplied by hand, are the logits.
    [Test]
    public void The_last_layer_s_rows_give_the_logits_when_the_output_is_computed_by_hand()
    {
        var path = TinyModel.Path();
        using var model = LlamaModel.Load(path);
        using var tap = ActivationTap.Create(model, [model.Layers - 1], threads: 1, flash: FlashAttention.Off);
        using var context = Society.Context(model, table: null);
        var row = Collect(tap, [CaptureText.Last(_texts[0])], model.Width)[0];
        var logits = Society.Prompt(context, [_texts[0]])[^1];

        using var file = GgufFile.Open(path);
        var norm = Floats(file, "output_norm.weight");
        var output = Floats(file, file.TryGetTensor("output.weight", out _) ? "output.weight" : "token_embd.weight");
        var epsilon = (float)(file.Metadata.TryGetFloat("llama.attention.layer_norm_rms_epsilon", out var e) ? e : 0);
        var scale = 1 / Math.Sqrt(row.Average(v => (double)v * v) + epsilon);
        for (var token = 0; token < logits.Length; token++)
        {
            double sum = 0;
            for (var i = 0; i < row.Length; i++) sum += row[i] * scale * norm[i] * output[(token * row.Length) + i];
            Assert.That(logits[token], Is.EqualTo(sum).Within(2e-3), $"token {token}");
        }
    }

    [Test]
    public void Wrong_layers_spans_and_lengths_are_refused()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        Assert.That(() => ActivationTap.Create(model, [0]), Throws.InstanceOf<InputException>().With.Message.Contains($"1 to {model.Layers - 1}"));
        Assert.That(() => ActivationTap.Create(model, [model.Layers]), Throws.InstanceOf<InputException>());
        using var tap = ActivationTap.Create(model, [1], longestText: 32, batchTokens: 16, threads: 1);

        Assert.That(() => Collect(tap, [new CaptureText(_texts[0], 2, 2)], model.Width), Throws.InstanceOf<InputException>().With.Message.Contains("Text 0"));
        Assert.That(() => Collect(tap, [CaptureText.Mean(_texts[0]), CaptureText.Mean(_texts[2])], model.Width), Throws.InstanceOf<InputException>().With.Message.Contains("Text 1").And.Message.Contains("32"));
        Assert.That(Collect(tap, [CaptureText.Mean(_texts[0])], model.Width), Has.Length.EqualTo(1), "and it goes on working");
    }

    private static float[] SteeredInput(LlamaModel model, int layer, Doses doses, int[] text)
    {
        var hook = new EvalHook();
        using var context = LlamaContext.Create(model, new ContextOptions { Cells = 256, BatchTokens = 64, Outputs = 3, Threads = 1, Hook = hook });
        var stock = new StockVector(context);
        var (operands, _) = OperandSearch.Run(context, hook, stock, [layer]);
        var capture = new RowCapture(operands, model.Width, 64);
        stock.Set(doses, [layer]);
        var row = new float[model.Width + 1]; // and its length
        using var batch = new DecodeBatch(64);
        for (var p = 0; p < text.Length; p++) batch.Add(text[p], p, new SequenceId(0), output: false);
        capture.Begin();
        capture.Want(text.Length - 1, 0, row);
        hook.Begin();
        hook.Visitor = capture;
        context.Decode(batch);
        hook.Rethrow();
        context.Dispose();
        hook.Dispose();
        return row[..model.Width];
    }

    // [texts][layers x width]
    private static float[][] Collect(ActivationTap tap, IEnumerable<CaptureText> texts, int width)
    {
        var rows = new SortedDictionary<int, List<float>>();
        tap.Capture(texts, (text, _, mean, _) =>
        {
            Assert.That(mean.Length, Is.EqualTo(width));
            if (!rows.TryGetValue(text, out var row)) rows[text] = row = [];
            row.AddRange(mean);
        });
        return [.. rows.Values.Select(r => r.ToArray())];
    }

    private static float[] Floats(GgufFile file, string name)
    {
        Assert.That(file.TryGetTensor(name, out var tensor), name);
        var values = new float[tensor!.ByteLength / sizeof(float)];
        file.ReadTensor(tensor, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
