using NUnit.Framework;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Steering;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Steering;

public sealed class GroupedTests
{
    private static readonly int[][] _texts = [Society.Tokens(1, 7), Society.Tokens(2, 3), Society.Tokens(3, 11), Society.Tokens(4, 5)];

    [Test]
    public void Grouped_and_patched_agree_within_what_another_batch_shape_changes()
    {
        using var model = LlamaModel.Load(TinyModel.Path()); // F32: shapes change only the order of sums
        var table = Society.Table(model, 4);
        using var patched = Society.Context(model, table);
        using var grouped = Society.Context(model, table, mode: SteeringMode.Grouped);
        Assert.That(grouped.Steering!.Mode, Is.EqualTo(SteeringMode.Grouped));
        var results = new[] { patched, grouped }.Select(context =>
        {
            // a scope inside the batch, two with equal doses, one unsteered
            context.Steering!.Set(new SequenceId(0), Society.Random(table, 1), from: 4);
            context.Steering.Set(new SequenceId(1), Society.Random(table, 2));
            context.Steering.Set(new SequenceId(2), Society.Random(table, 1));
            var prompt = Society.Prompt(context, _texts);
            return prompt.Concat(Society.Step(context, [5, 6, 7, 8], [.. _texts.Select(t => t.Length)])).ToArray();
        }).ToArray();

        for (var row = 0; row < results[0].Length; row++)
        {
            var difference = results[0][row].Zip(results[1][row], (a, b) => Math.Abs(a - b)).Max();
            Assert.That(difference, Is.LessThan(1e-3), $"row {row}");
        }
    }

    [Test]
    public void A_full_cache_in_the_middle_of_the_groups_undoes_the_groups_before()
    {
        using var model = LlamaModel.Load(TinyModel.Path());
        var table = Society.Table(model, 2);
        using var context = LlamaContext.Create(model, new ContextOptions { Cells = 256, Sequences = 2, BatchTokens = 256, Threads = 1, Steering = new SteeringOptions(table, SteeringMode.Grouped) });
        context.Steering!.Set(new SequenceId(0), Society.Random(table, 1));
        context.Steering.Set(new SequenceId(1), Society.Random(table, 2));
        using var batch = new DecodeBatch(256);
        for (var p = 0; p < 200; p++) batch.Add(3 + (p % 50), p, new SequenceId(0), output: false);
        context.Decode(batch);
        batch.Clear();
        batch.Add(5, 200, new SequenceId(0), output: false);
        for (var p = 0; p < 100; p++) batch.Add(3 + (p % 50), p, new SequenceId(1), output: false);

        Assert.That(context.TryDecode(batch), Is.False);

        Assert.That(context.Cache.Range(new SequenceId(0)), Is.EqualTo((0, 199)));
        Assert.That(context.Cache.Range(new SequenceId(1)), Is.Null);
    }
}
