using NUnit.Framework;
using PersonaSim.Engine.Measures.Trends;

namespace PersonaSim.Engine.Tests.Measures.Trends;

/// <summary>Every measure against a sum done by hand or a printed table.</summary>
public sealed class TrendMeasureTests
{
    [Test]
    public void Variance_is_over_everybody() => Assert.That(Polarisation.Variance([1, 1, 5, 5]), Is.EqualTo(4));

    [Test]
    public void Bimodality_is_highest_with_two_camps()
    {
        // 1 1 5 5: skewness 0; z = ±sqrt(3)/2, sum z^4 = 9/4, k = 20/6 * 9/4 - 27/2 = -6, BC = 1 / (-6 + 27/2)
        Assert.That(Polarisation.Bimodality([1, 1, 5, 5]), Is.EqualTo(1 / 7.5).Within(1e-12));
        Assert.That(Polarisation.Bimodality([.. Enumerable.Repeat(1.0, 500), .. Enumerable.Repeat(5.0, 500)]), Is.EqualTo(1).Within(0.01));
        Assert.That(Polarisation.Bimodality([.. Enumerable.Range(0, 10_000).Select(i => (double)i)]), Is.EqualTo(5.0 / 9).Within(0.001), "a uniform spread");
        Assert.That(Polarisation.Bimodality([3, 3, 3, 3]), Is.Null);
    }

    [Test]
    public void Entropy_is_in_bits()
    {
        Assert.That(Entropy.Bits([4, 4, 4, 4]), Is.EqualTo(2));
        Assert.That(Entropy.Bits([8, 4, 4, 0]), Is.EqualTo(1.5));
        Assert.That(Entropy.Bits([7]), Is.Zero);
        Assert.That(Entropy.Bits([]), Is.Null);
    }

    [Test]
    public void Repetition_counts_what_was_there_already()
    {
        // a three times, b twice, c once: (2 + 1 + 0) / 6
        Assert.That(Repetition.Share(["a", "b", "a", "c", "b", "a"]), Is.EqualTo(0.5));
        Assert.That(Repetition.Share(["a", "b"]), Is.Zero);
        Assert.That(Repetition.Share(6, 3), Is.EqualTo(0.5));
        Assert.That(Repetition.Share([]), Is.Null);
        // a a b: one of two; c c: one of one; d: none
        Assert.That(Repetition.Again([["a", "a", "b"], ["c", "c"], ["d"]]), Is.EqualTo(2.0 / 3));
        Assert.That(Repetition.Again([["a"], []]), Is.Null);
    }

    [Test]
    public void Correlation_needs_two_sides_that_vary()
    {
        Assert.That(Agreement.Correlation([(1, 2), (2, 4), (3, 6)]), Is.EqualTo(1).Within(1e-12));
        // deviations -1 0 1 and -1/3 2/3 -1/3: products 0
        Assert.That(Agreement.Correlation([(1, 1), (2, 2), (3, 1)]), Is.Zero.Within(1e-12));
        Assert.That(Agreement.Correlation([(1, 3), (2, 3), (3, 3)]), Is.Null);
    }

    [Test]
    public void Traits_by_methods_by_hand()
    {
        // deviations: E by a -1 0 1, E by b the same, O by a 1 0 -1 (against), O by b 1 -2 1 (unrelated to both)
        static IReadOnlyDictionary<string, double> People(params double[] values) => values.Select((v, i) => (v, i)).ToDictionary(p => $"p{p.i}", p => p.v);
        var cells = Multimethod.Of([("a", "E", People(1, 2, 3)), ("a", "O", People(5, 4, 3)), ("b", "E", People(2, 4, 6)), ("b", "O", People(2, -1, 2))]);

        Assert.That(cells.Select(c => (c.Method + c.Trait, c.OtherMethod + c.OtherTrait, Math.Round(c.R!.Value, 9), c.IsConvergent)), Is.EqualTo(new[] { ("aE", "aO", -1.0, false), ("aE", "bE", 1.0, true), ("aE", "bO", 0.0, false), ("aO", "bE", -1.0, false), ("aO", "bO", 0.0, true), ("bE", "bO", 0.0, false) }));
        var (convergent, same, neither) = Multimethod.Means(cells);
        Assert.That(new[] { convergent, same, neither }, Is.All.EqualTo(0.5).Within(1e-12), "(1 + 0) / 2, (1 + 0) / 2, (0 + 1) / 2");
        Assert.That(Multimethod.Of([("a", "E", People(1, 1, 1)), ("b", "E", People(1, 2, 3))]).Single().R, Is.Null, "who does not differ agrees with nobody");
    }

    [Test]
    public void A_correlation_s_interval_follows_fisher()
    {
        // r = 0.5, n = 28: atanh 0.5 = 0.549306, half width 1.959964 / 5 = 0.391993; tanh of 0.157313 and 0.941299
        var (low, high) = Agreement.Interval(0.5, 28)!.Value;

        Assert.That(low, Is.EqualTo(0.156028).Within(1e-5));
        Assert.That(high, Is.EqualTo(0.735800).Within(1e-4));
    }

    [Test]
    public void A_mean_s_interval_is_that_of_a_printed_t()
    {
        var of = MeanInterval.Of([1, 2, 3]); // standard deviation 1, t(0.975; 2) = 4.303

        Assert.That((of.Mean, of.Count), Is.EqualTo((2.0, 3)));
        Assert.That(of.High!.Value - of.Mean, Is.EqualTo(4.303 / Math.Sqrt(3)).Within(5e-4));
        Assert.That(of.Mean - of.Low!.Value, Is.EqualTo(4.303 / Math.Sqrt(3)).Within(5e-4));
        Assert.That(MeanInterval.Of([7]), Is.EqualTo(new MeanInterval(1, 7, null, null)));
    }

    [Test]
    public void A_mean_s_interval_is_symmetric_and_of_one_value_there_is_none()
    {
        // sd 1, n 3: 4.302653 / sqrt 3
        Assert.That(MeanInterval.Of([1, 2, 3]).High, Is.EqualTo(2 + (4.302653 / Math.Sqrt(3))).Within(1e-5));
        Assert.That(MeanInterval.Of([5]), Is.EqualTo(new MeanInterval(1, 5, null, null)));
    }
}
