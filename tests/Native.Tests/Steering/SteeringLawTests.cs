using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

public sealed class SteeringLawTests
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
    public void Dose_zero_is_unsteered_bit_for_bit()
    {
        using var plain = Society.Context(_model, table: null);
        using var steered = Society.Context(_model, _table);
        for (var s = 0; s < 4; s++) steered.Steering!.Set(new SequenceId(s), _table.Doses(("d0", 0), ("d3", 0)));

        var a = Bits(Society.Prompt(plain, _texts));
        var b = Bits(Society.Prompt(steered, _texts));

        Assert.That(b, Is.EqualTo(a));
    }

    [Test]
    public void A_sequence_does_not_feel_its_neighbours_doses()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Set(new SequenceId(1), Society.Random(_table, 1));
        var alone = Society.Prompt(context, _texts);

        context.Cache.Clear();
        foreach (var s in new[] { 0, 2, 3 }) context.Steering.Set(new SequenceId(s), Society.Random(_table, 10 + s));
        var amongSteered = Society.Prompt(context, _texts);

        for (var row = 7; row < 10; row++) Assert.That(amongSteered[row], Is.EqualTo(alone[row]));
        Assert.That(amongSteered[0], Is.Not.EqualTo(alone[0]));
    }

    [Test]
    public void A_dose_changed_between_two_tokens_acts_from_the_next_one_on()
    {
        using var context = Society.Context(_model, _table);
        var (first, second) = (Society.Random(_table, 1), Society.Random(_table, 2));
        context.Steering!.Set(new SequenceId(0), first);
        Society.Prompt(context, [_texts[0]]);
        context.Steering.Set(new SequenceId(0), second);
        var changed = Society.Step(context, [40], [7])[0];

        Society.Clear(context);
        context.Steering.Set(new SequenceId(0), first);
        Society.Prompt(context, [_texts[0]]);
        var unchanged = Society.Step(context, [40], [7])[0];
        Society.Clear(context);
        context.Steering.Set(new SequenceId(0), second);
        Society.Prompt(context, [_texts[0]]);
        var always = Society.Step(context, [40], [7])[0];

        Assert.That(changed, Is.Not.EqualTo(unchanged));
        Assert.That(changed, Is.Not.EqualTo(always), "the prompt keeps the doses it was computed with");
        // against the library: the same two vectors, swapped by hand
        Society.Clear(context);
        Assert.That(ByHand(context, first, second), Is.EqualTo(changed));
    }

    [Test]
    public void Joining_leaving_forking_and_removing_change_nobody_else()
    {
        using var context = Society.Context(_model, _table, sequences: 6);
        var doses = Enumerable.Range(0, 6).Select(s => Society.Random(_table, s)).ToArray();
        int[] prefix = Society.Tokens(9, 12);

        // a shared, unsteered prefix in sequence 5, forked to three agents with doses from its end on
        Society.Prompt(context, [prefix], firstSequence: 5);
        for (var s = 0; s < 3; s++)
        {
            context.Cache.Copy(new SequenceId(5), new SequenceId(s));
            context.Steering!.Set(new SequenceId(s), doses[s], from: prefix.Length);
        }

        var three = Society.Prompt(context, [_texts[0][..4], _texts[1], _texts[3][..4]], from: prefix.Length);
        var steps = Society.Step(context, [31, 32, 33], [prefix.Length + 4, prefix.Length + 3, prefix.Length + 4]);
        // one leaves, another joins with doses of its own, the others go on
        context.Cache.Remove(new SequenceId(1));
        context.Steering!.Clear(new SequenceId(1));
        context.Cache.Copy(new SequenceId(5), new SequenceId(3));
        context.Steering.Set(new SequenceId(3), doses[3], from: prefix.Length);
        var after = Mixed(context, prefix.Length);

        // the same life of agent 0 when its neighbours never existed, in batches of the same shapes
        Society.Clear(context);
        Society.Prompt(context, [prefix], firstSequence: 5);
        for (var s = 0; s < 3; s++) context.Cache.Copy(new SequenceId(5), new SequenceId(s));
        context.Steering.Set(new SequenceId(0), doses[0], from: prefix.Length);
        var three2 = Society.Prompt(context, [_texts[0][..4], _texts[1], _texts[3][..4]], from: prefix.Length);
        var steps2 = Society.Step(context, [31, 32, 33], [prefix.Length + 4, prefix.Length + 3, prefix.Length + 4]);
        context.Cache.Remove(new SequenceId(1));
        context.Cache.Copy(new SequenceId(5), new SequenceId(3));
        var after2 = Mixed(context, prefix.Length);

        Assert.That(three2[..4], Is.EqualTo(three[..4]));
        Assert.That(steps2[0], Is.EqualTo(steps[0]));
        Assert.That(after2[0], Is.EqualTo(after[0]));
        Assert.That(after2[1], Is.Not.EqualTo(after[1]));
    }

    [Test]
    public void Scopes_begin_where_they_say()
    {
        using var context = Society.Context(_model, _table);
        var doses = Society.Random(_table, 3);
        int[] text = _texts[2];
        float[][] With(int from)
        {
            Society.Clear(context);
            context.Steering!.Set(new SequenceId(0), doses, from);
            return Society.Prompt(context, [text]);
        }

        var none = With(from: 100);
        var all = With(SteeringScope.All.FirstPosition(4, text.Length));
        var suffix = With(SteeringScope.Suffix.FirstPosition(4, text.Length));
        var generated = With(SteeringScope.Generated.FirstPosition(4, text.Length));

        Assert.That(suffix[..4], Is.EqualTo(none[..4]));
        Assert.That(suffix[4], Is.Not.EqualTo(none[4]));
        Assert.That(generated[..^1], Is.EqualTo(none[..^1]));
        Assert.That(generated[^1], Is.Not.EqualTo(none[^1]));
        Assert.That(all[0], Is.Not.EqualTo(none[0]));
        Assert.That(all[4], Is.Not.EqualTo(suffix[4]));
    }

    [Test]
    public void The_last_layer_is_steered_in_its_output_rows()
    {
        var table = Society.Table(_model, 3, lastLayer: _model.Layers - 1);
        using var context = Society.Context(_model, table);
        for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), Society.Random(table, s));

        using var batch = new DecodeBatch(64);
        for (var s = 0; s < 4; s++)
        {
            for (var p = 0; p < _texts[s].Length; p++) batch.Add(_texts[s][p], p, new SequenceId(s), output: p == _texts[s].Length - 1);
        }

        var ours = Society.Rows(context, batch);
        for (var s = 0; s < 4; s++)
        {
            context.Cache.Clear();
            context.Steering!.Stock.Set(Society.Random(table, s), context.Steering.Layers);
            var stock = Society.Rows(context, batch, stock: true);
            var row = _texts.Take(s + 1).Sum(t => t.Length) - 1;
            Assert.That(ours[row], Is.EqualTo(stock[row]), $"sequence {s}");
        }
    }

    [Test]
    public void The_last_layer_bears_batches_without_any_output_and_single_steps()
    {
        var table = Society.Table(_model, 2, lastLayer: _model.Layers - 1);
        using var context = Society.Context(_model, table, sequences: 2);
        float[][] With(Doses first, Doses second)
        {
            Society.Clear(context);
            context.Steering!.Set(new SequenceId(0), first);
            context.Steering.Set(new SequenceId(1), second);
            using var batch = new DecodeBatch(64);
            for (var p = 0; p < 10; p++) batch.Add(_texts[2][p], p / 2, new SequenceId(p % 2), output: false);
            context.Decode(batch);
            return Society.Step(context, [7, 8], [5, 5]);
        }

        var (one, two) = (Society.Random(table, 1), Society.Random(table, 2));
        var mixed = With(one, two);

        Assert.That(mixed[0], Is.EqualTo(With(one, one)[0]));
        Assert.That(mixed[1], Is.EqualTo(With(two, two)[1]));
        Assert.That(mixed[1], Is.Not.EqualTo(With(one, one)[1]));
    }

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
    public void A_row_is_the_sum_of_dose_times_direction()
    {
        var table = new SteeringTable(width: 3, layers: 4);
        table.Add("a", new Dictionary<int, float[]> { [1] = [1, 2, 3], [2] = [5, 5, 5] });
        table.Add("b", new Dictionary<int, float[]> { [1] = [0.5f, -1, 0] });
        var row = new float[] { 9, 9, 9 };

        table.Compose(1, table.Doses(("b", -2), ("a", 0.5f)), row);
        Assert.That(row, Is.EqualTo(new[] { -0.5f, 3f, 1.5f }));
        table.Compose(2, table.Doses(("b", -2), ("a", 0.5f)), row);
        Assert.That(row, Is.EqualTo(new[] { 2.5f, 2.5f, 2.5f }));
        table.Compose(3, table.Doses(("a", 1)), row);
        Assert.That(row, Is.EqualTo(new float[3]));
        Assert.That(table.Layers, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Layers_are_found_by_name_and_content_alike_and_gaps_between_them_stay_unsteered()
    {
        var table = new SteeringTable(_model.Width, _model.Layers);
        table.Add("ends", new Dictionary<int, float[]> { [1] = [.. Enumerable.Repeat(0.3f, _model.Width)], [_model.Layers - 1] = [.. Enumerable.Repeat(0.2f, _model.Width)] });
        using var context = Society.Context(_model, table);

        Assert.That(context.Steering!.Layouts.Select(l => l.Node), Is.EqualTo(new[] { "l_out-1", $"l_out-{_model.Layers - 1}" }));
        Assert.That(context.Steering.Layouts.Select(l => l.OutputRowsOnly), Is.EqualTo(new[] { false, true }));
        Assert.That(context.Steering.Proof.LargestDifference, Is.Zero);
    }

    [Test]
    public void Doses_taken_away_leave_no_trace_in_later_rows()
    {
        using var context = Society.Context(_model, _table);
        using var plain = Society.Context(_model, table: null);
        for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), Society.Random(_table, s));
        Society.Prompt(context, _texts);

        Society.Clear(context);
        var again = Society.Prompt(context, _texts).Concat(Society.Step(context, [5, 6, 7, 8], [.. _texts.Select(t => t.Length)]));
        var never = Society.Prompt(plain, _texts).Concat(Society.Step(plain, [5, 6, 7, 8], [.. _texts.Select(t => t.Length)]));

        Assert.That(Bits([.. again]), Is.EqualTo(Bits([.. never])));
    }

    [Test]
    public void After_a_failed_proof_the_context_decodes_in_groups()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Exchange.OnPatched = _ => throw new NativeException("planted");

        var proof = SteeringProof.Run(context, [new ProofShape("any", [3, 2], Steps: 1)]);
        context.Steering.Exchange.OnPatched = null;

        Assert.That(proof.Holds, Is.False);
        Assert.That(proof.Reason, Does.Contain("planted"));
        Assert.DoesNotThrow(() => Society.Prompt(context, _texts), "the proof must not leave its fault behind");
    }

    [Test]
    public void A_shift_moves_the_position_from_which_a_sequence_is_steered()
    {
        using var context = Society.Context(_model, _table, sequences: 1);
        var doses = Society.Random(_table, 1);
        context.Steering!.Set(new SequenceId(0), doses, from: 8);
        Society.Prompt(context, [Society.Tokens(1, 12)]);

        context.Cache.Remove(new SequenceId(0), 2, 6);
        context.Cache.Shift(new SequenceId(0), 6, -1, -4);

        Assert.That(context.Steering.At(new SequenceId(0), 3), Is.Null);
        Assert.That(context.Steering.At(new SequenceId(0), 4), Is.EqualTo(doses));
        Assert.DoesNotThrow(() => Society.Step(context, [9], [8]));
    }

    [Test]
    public void A_refused_batch_costs_nobody_the_cache()
    {
        using var context = Society.Context(_model, _table, sequences: 2);
        var expected = Society.Prompt(context, _texts[..2]);
        using var wrong = new DecodeBatch(1);
        wrong.Add(5, 0, new SequenceId(2), output: true);

        Assert.That(() => context.Decode(wrong), Throws.InvalidOperationException.With.Message.Contains("sequences 0 to 1"));

        Assert.DoesNotThrow(() => Society.Step(context, [5, 6], [7, 3]));
        Assert.That(expected, Is.Not.Empty);
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

    [Test]
    public void A_fault_in_the_callback_reaches_the_caller_and_the_context_wants_a_reset()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Exchange.OnPatched = layer => throw new FormatException($"layer {layer}");

        Assert.That(() => Society.Prompt(context, _texts), Throws.InstanceOf<FormatException>().With.Message.EqualTo("layer 1"));
        context.Steering.Exchange.OnPatched = null;
        Assert.That(() => Society.Prompt(context, _texts), Throws.InvalidOperationException.With.Message.Contains("Reset"));
        context.Reset();
        using var fresh = Society.Context(_model, _table);
        Assert.That(Society.Prompt(context, _texts), Is.EqualTo(Society.Prompt(fresh, _texts)));
    }

    [Test]
    public void A_fault_while_computing_is_a_fault_whatever_its_kind()
    {
        using var context = Society.Context(_model, _table);
        context.Steering!.Exchange.OnPatched = _ => throw new InvalidOperationException("in the middle");

        Assert.That(() => Society.Prompt(context, _texts), Throws.InvalidOperationException.With.Message.EqualTo("in the middle"));
        context.Steering.Exchange.OnPatched = null;
        Assert.That(() => Society.Prompt(context, _texts), Throws.InvalidOperationException.With.Message.Contains("Reset"));
    }

    [Test]
    public void A_batch_beyond_the_micro_batch_is_refused()
    {
        using var context = Society.Context(_model, _table, batch: 16);
        using var batch = new DecodeBatch(17);
        for (var p = 0; p < 17; p++) batch.Add(5, p, new SequenceId(0), output: false);

        Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("micro-batch"));
    }

    [Test]
    public void A_shared_token_needs_the_same_doses_in_all_its_sequences()
    {
        using var context = Society.Context(_model, _table);
        using var batch = new DecodeBatch(4, sequencesPerToken: 2);
        context.Steering!.Set(new SequenceId(0), Society.Random(_table, 1), from: 1);
        context.Steering.Set(new SequenceId(1), Society.Random(_table, 2), from: 1);

        batch.Add(5, 0, [new SequenceId(0), new SequenceId(1)], output: false);
        Assert.DoesNotThrow(() => context.Decode(batch), "before both scopes begin it is unsteered in both");
        batch.Clear();
        batch.Add(5, 1, [new SequenceId(0), new SequenceId(1)], output: false);
        Assert.That(() => context.Decode(batch), Throws.InvalidOperationException.With.Message.Contains("different doses"));
    }

    [Test]
    public void Two_threads_give_what_one_gives()
    {
        if (ThreadCount.Allowed < 2) return; // one core: there is only one way to compute
        using var one = Society.Context(_model, _table, threads: 1);
        using var two = Society.Context(_model, _table, threads: 2);
        foreach (var context in new[] { one, two })
        {
            for (var s = 0; s < 4; s++) context.Steering!.Set(new SequenceId(s), Society.Random(_table, s));
        }

        Assert.That(Society.Prompt(two, _texts), Is.EqualTo(Society.Prompt(one, _texts)));
    }

    private static float[] ByHand(LlamaContext context, Doses first, Doses second)
    {
        using var batch = new DecodeBatch(64);
        context.Steering!.Stock.Set(first, context.Steering.Layers);
        for (var p = 0; p < 7; p++) batch.Add(_texts[0][p], p, new SequenceId(0), output: true);
        Society.Rows(context, batch, stock: true);
        context.Steering.Stock.Set(second, context.Steering.Layers);
        batch.Clear();
        batch.Add(40, 7, new SequenceId(0), output: true);
        return Society.Rows(context, batch, stock: true)[0];
    }

    private static float[][] Mixed(LlamaContext context, int prefix)
    {
        using var batch = new DecodeBatch(64);
        var agent = batch.Add(50, prefix + 5, new SequenceId(0), output: true);
        for (var p = 0; p < 5; p++) batch.Add(60 + p, prefix + p, new SequenceId(3), output: true);
        batch.Add(51, prefix + 5, new SequenceId(2), output: true);
        var rows = Society.Rows(context, batch);
        return [rows[agent], rows[5]];
    }

    private static int[] Bits(float[][] rows) => [.. rows.SelectMany(r => r).Select(BitConverter.SingleToInt32Bits)];
}
