using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

/// <summary>Where steering begins, and which layers and rows it reaches.</summary>
public sealed class ScopeLawTests
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
}
