using NUnit.Framework;
using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Statistics;

/// <summary>Simulated studies of known truth: intervals cover as often as they say, nulls are found as seldom as they may.</summary>
public sealed class CoverageTests
{
    private const int Studies = 2500;

    [TestCase(5)]
    [TestCase(10)]
    [TestCase(20)]
    public void Ninety_five_percent_intervals_cover_ninety_three_to_ninety_seven(int seeds)
    {
        foreach (var (shape, draw) in Shapes())
        {
            var draws = new CounterRng(91, (ulong)seeds);
            const double effect = 0.4;
            var (covered, found, rejected) = (0, 0, 0);
            for (var n = 0; n < Studies; n++)
            {
                // both arms share their world, and each has luck of its own
                double[] d = [.. Enumerable.Range(0, seeds).Select(_ => { var world = 3 * draws.NextNormal(); return world + draw(ref draws) + effect - (world + draw(ref draws)); })];
                var t = PairedT.Of(d);
                if (t.Low <= effect && effect <= t.High) covered++;
                if (t.P < 0.05) found++;
                if (PairedT.Of([.. d.Select(x => x - effect)]).P < 0.05) rejected++;
            }

            Assert.That(covered / (double)Studies, Is.InRange(0.93, 0.97), $"{shape}, {seeds} seeds");
            Assert.That(rejected / (double)Studies, Is.LessThan(0.065), $"{shape}, {seeds} seeds: a null is found");
            if (shape == "normal") Assert.That(found / (double)Studies, Is.EqualTo(PairedPower.Of(effect, Math.Sqrt(2), seeds)).Within(0.025), "as often as the power says");
        }
    }

    [TestCase(8)]
    [TestCase(20)]
    public void Sign_flips_find_nulls_no_more_often_than_they_may_and_effects_nearly_as_often_as_t(int seeds)
    {
        var draws = new CounterRng(17, (ulong)seeds);
        var studies = seeds > SignFlip.ExactUpTo ? 120 : 400;
        var (nulls, effects) = (0, 0);
        for (var n = 0; n < studies; n++)
        {
            double[] d = [.. Enumerable.Range(0, seeds).Select(_ => (double)draws.NextNormal())];
            if (SignFlip.P(d, new CounterRng(3, (ulong)n)) < 0.05) nulls++;
            if (SignFlip.P([.. d.Select(x => x + 1)], new CounterRng(4, (ulong)n)) < 0.05) effects++;
        }

        Assert.That(nulls / (double)studies, Is.LessThan(0.05 + (3 * Math.Sqrt(0.05 * 0.95 / studies))));
        Assert.That(effects / (double)studies, Is.EqualTo(PairedPower.Of(1, 1, seeds)).Within(0.1));
    }

    [Test]
    public void Holm_keeps_the_chance_of_any_false_finding_in_a_family()
    {
        var draws = new CounterRng(23);
        const int family = 6, seeds = 10;
        var (any, raw, found) = (0, 0, 0);
        for (var n = 0; n < Studies; n++)
        {
            // two true effects among four nulls, all sharing a part of their luck
            double[] shared = [.. Enumerable.Range(0, seeds).Select(_ => (double)draws.NextNormal())];
            double[] p = [.. Enumerable.Range(0, family).Select(k => PairedT.Of([.. shared.Select(s => (0.6 * s) + (0.8 * draws.NextNormal()) + (k < 2 ? 2.5 : 0))]).P)];
            var adjusted = Holm.Adjusted(p);
            if (adjusted.Skip(2).Any(a => a < 0.05)) any++;
            if (p.Skip(2).Any(a => a < 0.05)) raw++;
            if (adjusted[0] < 0.05) found++;
        }

        Assert.That(any / (double)Studies, Is.LessThan(0.06));
        Assert.That(raw / (double)Studies, Is.GreaterThan(0.1), "without adjustment it would not be kept");
        Assert.That(found / (double)Studies, Is.GreaterThan(0.95));
    }

    [Test]
    public void Equivalence_is_claimed_of_a_difference_as_large_as_the_bound_no_more_often_than_it_may()
    {
        var draws = new CounterRng(29);
        var (atBound, atZero) = (0, 0);
        for (var n = 0; n < Studies; n++)
        {
            double[] d = [.. Enumerable.Range(0, 10).Select(_ => (double)draws.NextNormal())];
            if (Equivalence.P(PairedT.Of([.. d.Select(x => x + 1.5)]), 1.5) < 0.05) atBound++;
            if (Equivalence.P(PairedT.Of(d), 1.5) < 0.05) atZero++;
        }

        Assert.That(atBound / (double)Studies, Is.EqualTo(0.05).Within(0.015));
        Assert.That(atZero / (double)Studies, Is.GreaterThan(0.9));
    }

    [Test]
    public void A_bootstrap_over_agents_and_stems_covers_where_one_over_answers_would_not()
    {
        var draws = new CounterRng(31);
        const int agents = 32, stems = 20, runs = 200;
        (int Agent, int Stem)[] cells = [.. Enumerable.Range(0, agents * stems).Select(i => (i / stems, i % stems))];
        (int, int)[] alone = [.. cells.Select((_, i) => (i, 0))];
        var (two, naive) = (0, 0);
        for (var n = 0; n < runs; n++)
        {
            double[] who = [.. Enumerable.Range(0, agents).Select(_ => (double)draws.NextNormal())], what = [.. Enumerable.Range(0, stems).Select(_ => (double)draws.NextNormal())];
            double[] values = [.. cells.Select(c => who[c.Agent] + what[c.Stem] + draws.NextNormal())];
            double Mean(double[] weights) => weights.Zip(values, (w, v) => w * v).Sum() / weights.Sum();
            var interval = ClusterBootstrap.Interval(cells, Mean, new CounterRng(7, (ulong)n), repeats: 200);
            if (interval.Low <= 0 && interval.High >= 0) two++;
            if (n < 60 && ClusterBootstrap.Interval(alone, Mean, new CounterRng(8, (ulong)n), repeats: 100) is var single && single.Low <= 0 && single.High >= 0) naive++;
        }

        Assert.That(two / (double)runs, Is.InRange(0.88, 0.99));
        Assert.That(naive / 60.0, Is.LessThan(0.6), "answers of one agent are no independent witnesses");
    }

    [Test]
    public void Randomisation_inference_finds_nulls_no_more_often_than_it_may()
    {
        var draws = new CounterRng(37);
        const int studies = 60;
        var (nulls, effects) = (0, 0);
        for (var n = 0; n < studies; n++)
        {
            bool[] treated = [.. Enumerable.Range(0, 16).Select(i => i % 2 == 0)];
            double[] values = [.. treated.Select(_ => (double)draws.NextNormal())];
            if (Randomisation.Test([(treated, t => [Randomisation.MeanDifference(values, t)])], new CounterRng(5, (ulong)n))[0].P < 0.05) nulls++;
            double[] moved = [.. values.Select((v, i) => treated[i] ? v + 2.5 : v)];
            if (Randomisation.Test([(treated, t => [Randomisation.MeanDifference(moved, t)])], new CounterRng(6, (ulong)n))[0].P < 0.05) effects++;
        }

        Assert.That(nulls, Is.LessThan(9));
        Assert.That(effects, Is.GreaterThan(55));
    }

    private delegate double Luck(ref CounterRng draws);

    private static (string, Luck)[] Shapes() =>
    [
        ("normal", static (ref CounterRng d) => d.NextNormal()),
        ("skewed", static (ref CounterRng d) => -Math.Log(1 - d.NextDouble())),
        ("counts", static (ref CounterRng d) => Math.Floor(4 * d.NextDouble())),
    ];
}
