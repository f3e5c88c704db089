using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>A cache for each sequence: steered like a unified one where rows keep their order, and refused where they would not.</summary>
public sealed class SeparateCachesTests
{
    private const int Sequences = 4;
    private static readonly FlashAttention[] _flash = [FlashAttention.Off, FlashAttention.On];
    private static readonly string[] _quants = ["f32", "q8_0", "q4_k_m"];

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
        using var context = Society.Context(model, table, Sequences, flash: flash, unified: false);
        var doses = Society.Random(table, 1);

        for (var s = 0; s < Sequences; s++) context.Steering!.Set(new SequenceId(s), doses);
        var ours = Life(context);
        context.Cache.Clear();
        context.Steering!.Stock.Set(doses, context.Steering.Layers);
        var stock = Life(context, stock: true);

        Assert.That(context.Steering.Mode, Is.EqualTo(SteeringMode.Patch));
        Assert.That(context.Steering.Proof.LargestDifference, Is.Zero);
        for (var row = 0; row < ours.Count; row++) Assert.That(ours[row].Logits, Is.EqualTo(stock[row].Logits), $"row {row}");
    }

    [TestCaseSource(nameof(Cases))]
    public void Row_i_is_the_run_in_which_every_row_carries_vector_i(string architecture, string quant, FlashAttention flash)
    {
        using var model = LlamaModel.Load(TinyModel.Path(architecture, quant));
        var table = Society.Table(model, directions: 5);
        using var context = Society.Context(model, table, Sequences, flash: flash, unified: false);

        for (var s = 0; s < Sequences; s++) context.Steering!.Set(new SequenceId(s), Society.Random(table, s));
        var mixed = Life(context);

        for (var i = 0; i < Sequences; i++)
        {
            context.Cache.Clear();
            for (var s = 0; s < Sequences; s++) context.Steering!.Set(new SequenceId(s), Society.Random(table, i));
            var uniform = Life(context);
            for (var row = 0; row < mixed.Count; row++)
            {
                if (mixed[row].Sequence == i) Assert.That(mixed[row].Logits, Is.EqualTo(uniform[row].Logits), $"sequence {i}, row {row}");
            }

            Assert.That(mixed.First(r => r.Sequence != i).Logits, Is.Not.EqualTo(uniform[mixed.FindIndex(r => r.Sequence != i)].Logits), "another vector must give something else");
        }
    }

    [Test]
    public void Batches_that_the_library_would_reorder_are_refused_and_cost_nothing()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var context = Society.Context(model, Society.Table(model, 2), Sequences, unified: false);
        (int Sequence, int Position)[][] wrong =
        [
            [(0, 0), (1, 0), (0, 1), (1, 1)], // token by token
            [(1, 0), (0, 0)], // descending
            [(0, 0), (2, 0)], // a gap
            [(0, 0), (0, 1), (1, 0)], // unequal
            [(0, 0), (1, 0), (1, 1)],
        ];
        using var batch = new DecodeBatch(8);
        foreach (var rows in wrong)
        {
            batch.Clear();
            foreach (var (sequence, position) in rows) batch.Add(5, position, new SequenceId(sequence), output: true);
            Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("reorder"));
        }

        batch.Clear();
        for (var s = 1; s < 4; s++) batch.Add(5, 0, new SequenceId(s), output: true);
        Assert.DoesNotThrow(() => context.Decode(batch));
    }

    // what the refusal protects from: were the check not there, this test would show wrong rows
    [Test]
    public void Unsteered_contexts_take_any_order()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var separate = Society.Context(model, table: null, Sequences, unified: false);
        using var batch = new DecodeBatch(8);
        for (var p = 0; p < 4; p++)
        {
            for (var s = 0; s < 2; s++) batch.Add(5 + p + (9 * s), p, new SequenceId(s), output: true);
        }

        Assert.That(Society.Rows(separate, batch)[7], Has.None.NaN);
    }

    [Test]
    public void A_copied_sequence_goes_on_like_its_source_and_the_source_cannot_be_replaced_before()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        using var context = Society.Context(model, Society.Table(model, 2), Sequences, unified: false);
        Society.Prompt(context, [Society.Tokens(1, 9)]);
        var state = context.Cache.Save(new SequenceId(0));

        context.Cache.Copy(new SequenceId(0), new SequenceId(1));
        Assert.That(() => context.Cache.Restore(new SequenceId(0), state), Throws.InvalidOperationException.With.Message.Contains("next decode"));
        var rows = Society.Step(context, [7, 7], [9, 9]);

        Assert.That(rows[1], Is.EqualTo(rows[0]));
        Assert.DoesNotThrow(() => context.Cache.Restore(new SequenceId(0), state));
    }

    // common beginnings, a rest of one sequence alone, steps of all, steps of some
    private static List<(int Sequence, float[] Logits)> Life(LlamaContext context, bool stock = false)
    {
        var rows = new List<(int, float[])>();
        using var batch = new DecodeBatch(context.BatchTokens);
        foreach (var (first, count, from, length) in new[] { (0, 4, 0, 5), (2, 1, 5, 3), (0, 2, 5, 1), (2, 1, 8, 1), (3, 1, 5, 1), (0, 2, 6, 1) })
        {
            batch.Clear();
            for (var s = first; s < first + count; s++)
            {
                for (var p = from; p < from + length; p++) batch.Add(3 + ((7 * s) + (13 * p)) % 200, p, new SequenceId(s), output: true);
            }

            var logits = Society.Rows(context, batch, stock);
            for (var row = 0; row < batch.Count; row++) rows.Add((batch.Sequence(row).Value, logits[row]));
        }

        return rows;
    }
}
