using NUnit.Framework;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Training;

namespace PersonaSim.Native.Tests.Training;

public sealed class GradientTests
{
    private static readonly TrainingShape _shape = new(Vocabulary: 24, Layers: 2, Width: 16, Heads: 2, FeedForward: 24, Context: 10, Tied: true);

    // both ways of matrix products, whatever this processor would choose
    [TestCase(true, true)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    [TestCase(false, false)]
    [TestCase(true, true, 2)]
    [TestCase(true, false, 2)]
    public void Every_tensor_s_gradient_is_the_slope_of_the_loss(bool tied, bool own, int doses = 0)
    {
        var rng = new CounterRng(4);
        float[] Direction() => [.. Enumerable.Range(0, _shape.Width).Select(_ => (float)rng.NextNormal())];
        var directions = doses > 0 ? new DosedDirections(new Dictionary<int, IReadOnlyList<float[]>> { [0] = [Direction(), Direction()] }) : null;
        using var machine = new TrainingMachine(_shape with { Tied = tied }, [new WindowSize(_shape.Context, 2, _shape.Context, doses)], workers: 1, gpu: false, own, directions);
        Spread(machine);
        var batch = Documents(machine, seed: 5);

        machine.Accumulate([batch], 1);

        foreach (var p in machine.Parameters)
        {
            // along the gradient itself the slope is its length: no single value decides, and rounding matters least
            var gradient = machine.Read(p, TrainingState.Gradient);
            var length = Math.Sqrt(gradient.Sum(g => (double)g * g));
            Assert.That(length, Is.GreaterThan(1e-3), $"{p.Name} has no gradient");
            var weights = machine.Read(p, TrainingState.Weight);
            var step = 1e-2 / Math.Max(1, length);
            double Loss(double way)
            {
                machine.Write(p, TrainingState.Weight, [.. weights.Zip(gradient, (w, g) => (float)(w + (way * g / length)))]);
                return machine.Evaluate([batch], 1);
            }

            var slope = (Loss(step) - Loss(-step)) / (2 * step);
            machine.Write(p, TrainingState.Weight, weights);

            Assert.That(slope, Is.EqualTo(length).Within(2).Percent, p.Name);
        }
    }

    [Test]
    public void A_single_weight_of_a_token_counts_in_proportion()
    {
        using var machine = new TrainingMachine(_shape, windows: 1, workers: 1);
        Spread(machine);

        double Loss(params float[] weights)
        {
            var batch = machine.NewBatch();
            batch.Put(0, 0, [3, 4, 5, 6], [(Half)0, .. weights.Select(w => (Half)w)]);
            return machine.Evaluate([batch], 1);
        }

        Assert.That(Loss(0, 0, 0), Is.Zero);
        Assert.That(Loss(2, 0, 0.5f), Is.EqualTo((2 * Loss(1, 0, 0)) + (0.5 * Loss(0, 0, 1))).Within(1e-4));
    }

    [Test]
    public void A_document_among_others_has_the_loss_it_has_alone()
    {
        using var machine = new TrainingMachine(_shape, windows: 2, workers: 1);
        Spread(machine);
        ushort[] first = [1, 2, 3, 4, 5], second = [9, 8, 7, 6, 5, 4];
        Half[] ones = [.. Enumerable.Repeat((Half)1, 6)];
        double Loss(Action<WindowBatch> fill)
        {
            var batch = machine.NewBatch();
            fill(batch);
            return machine.Evaluate([batch], 1);
        }

        var alone = Loss(b => b.Put(0, 0, first, ones)) + Loss(b => b.Put(0, 0, second, ones));
        var together = Loss(b =>
        {
            b.Put(1, 0, first, ones);
            b.Put(1, 4, second, ones);
        });

        Assert.That(together, Is.EqualTo(alone).Within(1e-4));
    }

    [Test]
    public void Gradients_of_parts_add_up_to_the_whole()
    {
        using var machine = new TrainingMachine(_shape, windows: 1, workers: 1);
        Spread(machine);
        var (a, b) = (Documents(machine, 1), Documents(machine, 2));
        var matrix = machine.Parameters.First(p => p.Name == "blk.0.attn_k.weight");
        float[] Gradient(params WindowBatch[] batches)
        {
            machine.ClearGradients();
            machine.Accumulate(batches, 1);
            return machine.Read(matrix, TrainingState.Gradient);
        }

        var sum = Gradient(a).Zip(Gradient(b), (x, y) => x + y);

        Assert.That(Gradient(a, b), Is.EqualTo(sum).Within(1e-5));
    }

    // weights large enough that every tensor matters
    private static void Spread(TrainingMachine machine)
    {
        for (var i = 0; i < machine.Parameters.Count; i++)
        {
            var (p, rng) = (machine.Parameters[i], new CounterRng(11, (ulong)i));
            var deviation = p.IsVector ? 0.1 : 1 / Math.Sqrt(p.Columns);
            machine.Write(p, TrainingState.Weight, [.. Enumerable.Range(0, (int)p.Elements).Select(_ => (float)((p.IsVector ? 1 : 0) + (rng.NextNormal() * deviation)))]);
        }
    }

    private static WindowBatch Documents(TrainingMachine machine, ulong seed)
    {
        var batch = machine.NewBatch();
        var rng = new CounterRng(seed);
        for (var w = 0; w < batch.Windows; w++)
        {
            foreach (var (start, length) in ((int, int)[])[(0, 5), (4, 7)])
            {
                ushort[] tokens = [.. Enumerable.Range(0, length).Select(_ => (ushort)rng.NextInt(24))];
                batch.Put(w, start, tokens, tokens, [.. Enumerable.Range(0, length).Select(i => (Half)(i % 3 == 2 ? 0.5 : 1))], batch.DosesOfPlace == 0 ? null : new DocumentDoses([1, -0.5f], FirstToken: 2));
            }
        }

        return batch;
    }
}
