using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>Rows through reused graphs, batches in any order and steady steps.</summary>
public sealed class RowLawTests
{
    private static readonly int[][] _texts = [Society.Tokens(1, 7), Society.Tokens(2, 3), Society.Tokens(3, 11), Society.Tokens(4, 5)];
    private LlamaModel _model = null!;
    private SteeringTable _table = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        _table = Society.Table(_model, directions: 5);
    }

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public void A_reused_graph_follows_doses_that_change_from_step_to_step()
    {
        using var context = Society.Context(_model, _table);
        using var batch = new DecodeBatch(4);
        var reused = 0;
        float[][] Walk(bool stock)
        {
            Society.Clear(context);
            context.ResetCounters();
            var rows = new List<float[]>();
            for (var position = 0; position < 8; position++)
            {
                // everyone has the same doses in a step, so that the library's own vector can say what is right
                var doses = Society.Random(_table, position / 2);
                batch.Clear();
                for (var s = 0; s < 4; s++)
                {
                    context.Steering!.Set(new SequenceId(s), doses);
                    batch.Add(20 + position + s, position, new SequenceId(s), output: true);
                }

                if (stock && position % 2 == 0) context.Steering!.Stock.Set(doses, context.Steering.Layers);
                rows.AddRange(Society.Rows(context, batch, stock));
            }

            reused = context.Counters().GraphsReused;
            return [.. rows];
        }

        var stock = Walk(stock: true);
        context.Steering!.Stock.Set(null, context.Steering.Layers);
        var ours = Walk(stock: false);

        Assert.That(reused, Is.GreaterThan(0), "the test must meet reused graphs");
        for (var row = 0; row < ours.Length; row++) Assert.That(ours[row], Is.EqualTo(stock[row]), $"row {row}");
    }

    [Test]
    public void Rows_keep_their_vectors_in_any_order_of_the_batch()
    {
        using var context = Society.Context(_model, _table);
        // token by token through all sequences, then shuffled: the first trap of a cache that is not unified
        var tokenMajor = Enumerable.Range(0, 6).SelectMany(p => Enumerable.Range(0, 4).Select(s => (s, p))).ToArray();
        var backwards = tokenMajor.OrderBy(r => r.p).ThenByDescending(r => (r.s * 7 + r.p) % 5).ToArray();
        foreach (var order in new[] { tokenMajor, backwards })
        {
            float[][] With(Func<int, Doses> doses)
            {
                Society.Clear(context);
                for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), doses(s));
                using var batch = new DecodeBatch(64);
                foreach (var (s, p) in order) batch.Add(_texts[2][p] + s, p, new SequenceId(s), output: true);
                return Society.Rows(context, batch);
            }

            var mixed = With(s => Society.Random(_table, s));
            for (var i = 0; i < 4; i++)
            {
                var uniform = With(_ => Society.Random(_table, i));
                for (var row = 0; row < order.Length; row++)
                {
                    if (order[row].s == i) Assert.That(mixed[row], Is.EqualTo(uniform[row]), $"sequence {i}, position {order[row].p}");
                }
            }
        }
    }

    [Test]
    public void A_steered_decode_step_allocates_no_managed_bytes()
    {
        using var context = Society.Context(_model, _table);
        using var batch = new DecodeBatch(4);
        var (one, other) = (Society.Random(_table, 1), Society.Random(_table, 2));
        for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), Society.Random(_table, s));
        for (var position = 0; position < 3; position++) Step(position);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var position = 3; position < 13; position++)
        {
            context.Steering!.Set(new SequenceId(2), position % 2 == 0 ? one : other); // composing rows allocates nothing either
            Step(position);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Step(int position)
        {
            batch.Clear();
            for (var s = 0; s < 4; s++) batch.Add(position + s, position, new SequenceId(s), output: true);
            context.Decode(batch);
        }
    }
}
