using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>What doses do to their own rows and to nobody else's.</summary>
public sealed class DoseLawTests
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
