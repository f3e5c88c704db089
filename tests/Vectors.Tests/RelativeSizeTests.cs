using NUnit.Framework;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Vectors.Tests;

public sealed class RelativeSizeTests
{
    [Test]
    public void The_row_is_what_doses_add_up_to_and_the_worst_layer_counts()
    {
        Dictionary<int, float[]> e = new() { [3] = [3, 0], [4] = [0, 1] };
        Dictionary<int, float[]> n = new() { [3] = [0, 4] };
        Dictionary<int, double> residual = new() { [3] = 10, [4] = 2 };

        Assert.That(RelativeSize.Of([(1, e)], residual), Is.EqualTo(0.5).Within(1e-12), "3 of 10, 1 of 2");
        Assert.That(RelativeSize.Of([(1, e), (-1, n)], residual), Is.EqualTo(0.5).Within(1e-12), "5 of 10 at layer 3, 1 of 2 at layer 4");
        Assert.That(RelativeSize.Of([(-2, e), (3, n)], residual), Is.EqualTo(Math.Sqrt(36 + 144) / 10).Within(1e-12));
        Assert.That(RelativeSize.Of([(1, e), (-1, e)], residual), Is.Zero);
        Assert.That(RelativeSize.Of([], residual), Is.Zero);
    }
}
