using NUnit.Framework;
using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Statistics;

/// <summary>Each test against numbers worked out by hand.</summary>
public sealed class TestTests
{
    // mean 2, squares 4+1+0+1+4 = 10, sd √2.5, se √0.5, t = 2/√0.5 = 2.828427 with 4 degrees of freedom
    private static readonly double[] _oneToFive = [0, 1, 2, 3, 4];

    [Test]
    public void A_paired_t_by_hand()
    {
        var t = PairedT.Of(_oneToFive);

        Assert.That((t.N, t.Mean), Is.EqualTo((5, 2.0)));
        Assert.That(t.Sd, Is.EqualTo(Math.Sqrt(2.5)).Within(1e-14));
        Assert.That(t.T, Is.EqualTo(2 * Math.Sqrt(2)).Within(1e-13));
        // for 4 degrees of freedom P(|T| > t) = 1 − u (3 − u²) / 2 with u = t / √(4 + t²); here u = √(2/3)
        Assert.That(t.P, Is.EqualTo(1 - (Math.Sqrt(2.0 / 3) * (3 - (2.0 / 3)) / 2)).Within(1e-13));
        Assert.That((t.Low, t.High), Is.EqualTo((2 - (2.776445105 * Math.Sqrt(0.5)), 2 + (2.776445105 * Math.Sqrt(0.5)))).Within(1e-8));
    }

    [Test]
    public void Nothing_to_compare_is_no_number_and_differences_all_alike_are_certain()
    {
        Assert.That(PairedT.Of([]).Mean, Is.NaN);
        Assert.That(PairedT.Of([3]).P, Is.NaN);
        Assert.That(PairedT.Of([3]).Mean, Is.EqualTo(3));
        Assert.That(PairedT.Of([0, 0, 0]).P, Is.EqualTo(1));
        Assert.That(PairedT.Of([0.1, 0.1, 0.1]).P, Is.Zero);
    }

    [Test]
    public void Sign_flips_are_counted()
    {
        var rng = new CounterRng(1);

        // of the 8 patterns of 1, 2, 3 only +++ and −−− reach 6
        Assert.That(SignFlip.P([1, 2, 3], rng), Is.EqualTo(2 / 8.0));
        // sum 2: patterns with |sum| ≥ 2 of 3, −2, 1: sums are ±2 ±6 ±0 ±4, each twice over both signs: 6 of 8
        Assert.That(SignFlip.P([3, -2, 1], rng), Is.EqualTo(6 / 8.0));
        Assert.That(SignFlip.P([0, 0], rng), Is.EqualTo(1));
        Assert.That(SignFlip.P([0.1, 0.2, 0.3, 0.4], rng), Is.EqualTo(2 / 16.0), "sums that rounding makes unequal count as equal");
    }

    [Test]
    public void Beyond_sixteen_pairs_draws_agree_with_the_count()
    {
        var draws = new CounterRng(5);
        double[] sixteen = [.. Enumerable.Range(0, 16).Select(i => (double)draws.NextNormal() + 0.4)];
        var exact = SignFlip.P(sixteen, draws);

        var drawn = SignFlip.P([.. sixteen, 0], new CounterRng(6)); // a pair without a difference changes no sum

        Assert.That(drawn, Is.EqualTo(exact).Within(4 * Math.Sqrt(exact * (1 - exact) / SignFlip.Draws)));
        Assert.That(SignFlip.P([.. sixteen, 0], new CounterRng(6)), Is.EqualTo(drawn), "seeded");
    }

    [Test]
    public void Holm_by_hand()
    {
        Assert.That(Holm.Adjusted([0.01, 0.04, 0.03, 0.005]), Is.EqualTo(new[] { 0.03, 0.06, 0.06, 0.02 }).Within(1e-15));
        Assert.That(Holm.Adjusted([0.5, 0.9]), Is.EqualTo(new[] { 1.0, 1.0 }));
        Assert.That(Holm.Adjusted([0.01, double.NaN]), Is.EqualTo(new[] { 0.02, double.NaN }).Within(1e-15), "what could not be tested was declared all the same");
        Assert.That(Holm.Adjusted([]), Is.Empty);
    }

    [Test]
    public void Equivalence_by_hand_agrees_with_the_ninety_percent_interval()
    {
        var t = PairedT.Of(_oneToFive);
        // (2 − 5) / √0.5 = −4.242641; u = √(18/22) → P(T < −4.24) = ½ (1 − u (3 − u²) / 2)
        var u = Math.Sqrt(18 / 22.0);

        Assert.That(Equivalence.P(t, 5), Is.EqualTo(0.5 * (1 - (u * (3 - (u * u)) / 2))).Within(1e-13));
        foreach (var bound in new[] { 3.4, 3.5, 3.6 })
        {
            var ninety = PairedT.Of(_oneToFive, 0.9);
            Assert.That(Equivalence.P(t, bound) < 0.05, Is.EqualTo(ninety.Low > -bound && ninety.High < bound), bound.ToString());
        }

        Assert.That(Equivalence.P(PairedT.Of([0, 0]), 0.1), Is.Zero);
        Assert.That(Equivalence.P(PairedT.Of([0.2, 0.2]), 0.1), Is.EqualTo(1));
        Assert.That(() => Equivalence.P(t, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Power_is_the_published_tables()
    {
        // Cohen 1988 and G*Power 3: d = 0.5, n = 34 pairs gives 0.808; d = 0.8, n = 15 gives 0.821
        Assert.That(PairedPower.Of(0.5, 1, 34), Is.EqualTo(0.8078).Within(2e-4));
        Assert.That(PairedPower.Of(0.8, 1, 15), Is.EqualTo(0.8213).Within(2e-4));
        Assert.That(PairedPower.Of(0, 3, 10), Is.EqualTo(0.05).Within(1e-9), "without an effect, the level");
        Assert.That(PairedPower.PairsFor(0.5, 1), Is.EqualTo(34));
        Assert.That(PairedPower.PairsFor(0, 1), Is.Null);
        var smallest = PairedPower.Smallest(2, 20);
        Assert.That(PairedPower.Of(smallest, 2, 20), Is.EqualTo(0.8).Within(1e-9));
        Assert.That(PairedPower.Smallest(4, 20), Is.EqualTo(2 * smallest).Within(1e-9), "in the outcome's own unit");
    }

    [Test]
    public void Reassignments_are_counted()
    {
        // 4 people, 2 treated: 6 assignments, of which {3,4} and {1,2} are as far apart as the one seen
        double[] values = [1, 2, 3, 4];
        var one = Randomisation.Test([([false, false, true, true], t => [Randomisation.MeanDifference(values, t), double.NaN])], new CounterRng(2));

        Assert.That(one[0].Difference, Is.EqualTo(2));
        Assert.That(one[0].P, Is.EqualTo(2 / 6.0).Within(0.03));
        Assert.That(one[1].P, Is.NaN, "what cannot be computed has no chance");

        // two such towns: 36 pairs of assignments, of which two have a mean difference of 2 or -2
        var two = Randomisation.Test([.. Enumerable.Repeat((new[] { false, false, true, true }, (Func<bool[], double[]>)(t => [Randomisation.MeanDifference(values, t)])), 2)], new CounterRng(3));
        Assert.That(two[0].P, Is.EqualTo(2 / 36.0).Within(0.015));
    }

    [Test]
    public void A_verdict_says_which_of_three_or_why_none()
    {
        double[] sure = [1, 1.1, 0.9, 1.05, 0.95], small = [0.01, -0.01, 0.02, -0.02, 0], wild = [5, -5, 4, -3, 1];
        Verdict Judge(double[] d, double? bound) => Verdict.Of(PairedT.Of(d), PairedT.Of(d).P, bound, bound is { } b ? Equivalence.P(PairedT.Of(d), b) : null);

        Assert.That(Judge(sure, 0.5).Kind, Is.EqualTo(VerdictKind.Difference));
        Assert.That(Judge(small, 0.1).Kind, Is.EqualTo(VerdictKind.Equivalent));
        Assert.That(Judge(small, null).Kind, Is.EqualTo(VerdictKind.Undecided), "without a bound nothing is equivalent");
        Assert.That(Judge(wild, 1), Has.Property("Kind").EqualTo(VerdictKind.Undecided).And.Property("SmallestDetectable").EqualTo(PairedPower.Smallest(PairedT.Of(wild).Sd, 5)));
        Assert.That(Judge(sure, 2).Reason, Does.Contain("within"), "a difference may be too small to matter");
        Assert.That(Judge([1], 0.5).Kind, Is.EqualTo(VerdictKind.Undecided));
        Assert.That(Judge([0, 0, 0], null), Has.Property("Kind").EqualTo(VerdictKind.Identical).And.Property("Reason").EqualTo("identical in all 3 pairs"), "what does not differ at all is not undecided");
        Assert.That(Judge([0, 0, 0], 0.1), Has.Property("Kind").EqualTo(VerdictKind.Equivalent).And.Property("Reason").EqualTo("equivalent within ±0.1: identical in all 3 pairs"));
        Assert.That(Judge([0.5, 0.5, 0.5], null).Reason, Does.Not.Contain("identical"), "alike is not identical");
    }

    [Test]
    public void Too_many_or_too_unequal_fallbacks_are_refused()
    {
        Assert.That(FallbackGate.Refusal("none", 0.0, "steer", 0.01), Is.Null);
        Assert.That(FallbackGate.Refusal("none", 0.001, "steer", 0.0111), Does.Contain("one point apart"));
        Assert.That(FallbackGate.Refusal("none", 0.02, "steer", 0.02), Is.Null);
        Assert.That(FallbackGate.Refusal("none", 0.02, "steer", 0.021), Does.Contain("steer").And.Contain("2.1 %"));
        Assert.That(FallbackGate.Rate(0, 0), Is.Zero);
    }
}
