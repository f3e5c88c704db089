using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>Our rows against the library's own control vector: the same batch shape must give the same bits.</summary>
public sealed class StockEqualityTests
{
    private static readonly string[] _quants = ["f32", "q8_0", "q4_k_m"];
    private static readonly FlashAttention[] _flash = [FlashAttention.Off, FlashAttention.On];

    private static IEnumerable<TestCaseData> Cases() =>
        from architecture in SynthSpec.ArchitectureNames
        from quant in _quants
        from flash in _flash
        select new TestCaseData(architecture, quant, flash);

    [TestCaseSource(nameof(Cases))]
    public void The_same_vector_in_every_row_is_the_stock_vector(string architecture, string quant, FlashAttention flash)
    {
        using var model = LlamaModel.Load(TinyModel.Path(architecture, quant));
        var table = Society.Table(model, directions: 5);
        using var context = Society.Context(model, table, sequences: 3, flash: flash);
        var doses = Society.Random(table, 1);
        var texts = new[] { Society.Tokens(1, 9), Society.Tokens(2, 4), Society.Tokens(3, 12) };

        for (var s = 0; s < 3; s++) context.Steering!.Set(new SequenceId(s), doses);
        var ours = Both(context, texts, stock: false);
        context.Cache.Clear();
        context.Steering!.Stock.Set(doses, context.Steering.Layers);
        var stock = Both(context, texts, stock: true);

        Assert.That(context.Steering.Mode, Is.EqualTo(SteeringMode.Patch));
        Assert.That(context.Steering.PatchedNodes, Is.Zero, "the stock run must not have been patched");
        for (var row = 0; row < ours.Length; row++) Assert.That(ours[row], Is.EqualTo(stock[row]), $"row {row}");
    }

    [TestCaseSource(nameof(Cases))]
    public void Row_i_is_the_run_in_which_every_row_carries_vector_i(string architecture, string quant, FlashAttention flash)
    {
        using var model = LlamaModel.Load(TinyModel.Path(architecture, quant));
        var table = Society.Table(model, directions: 5);
        using var context = Society.Context(model, table, sequences: 4, flash: flash);
        var texts = new[] { Society.Tokens(1, 7), Society.Tokens(2, 3), Society.Tokens(3, 11), Society.Tokens(4, 5) };

        for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), Society.Random(table, s));
        var mixed = Both(context, texts, stock: false);

        for (var i = 0; i < 4; i++)
        {
            context.Cache.Clear();
            for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), Society.Random(table, i));
            var uniform = Both(context, texts, stock: false);
            foreach (var row in RowsOf(texts, i)) Assert.That(mixed[row], Is.EqualTo(uniform[row]), $"sequence {i}, row {row}");
            var foreign = RowsOf(texts, (i + 1) % 4).Last();
            Assert.That(mixed[foreign], Is.Not.EqualTo(uniform[foreign]), "another vector must give something else");
        }
    }

    // every row of the prompt batch, then one step of all sequences
    private static float[][] Both(LlamaContext context, int[][] texts, bool stock)
    {
        using var batch = new DecodeBatch(context.BatchTokens);
        for (var s = 0; s < texts.Length; s++)
        {
            for (var p = 0; p < texts[s].Length; p++) batch.Add(texts[s][p], p, new SequenceId(s), output: true);
        }

        var prompt = Society.Rows(context, batch, stock);
        batch.Clear();
        for (var s = 0; s < texts.Length; s++) batch.Add(17 + s, texts[s].Length, new SequenceId(s), output: true);
        return [.. prompt, .. Society.Rows(context, batch, stock)];
    }

    private static IEnumerable<int> RowsOf(int[][] texts, int sequence)
    {
        var first = texts.Take(sequence).Sum(t => t.Length);
        return Enumerable.Range(first, texts[sequence].Length).Append(texts.Sum(t => t.Length) + sequence);
    }
}
