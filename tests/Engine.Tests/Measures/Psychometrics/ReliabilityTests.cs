using NUnit.Framework;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

public sealed class ReliabilityTests
{
    [Test]
    public void Alpha_as_computed_by_hand()
    {
        // three items, four people. Item variances (n - 1): 5/3, 2, 2/3... sums 3, 8, 10, 15: variance 74/3
        IReadOnlyList<double?>[] people = [[1, 1, 1], [2, 3, 3], [3, 4, 3], [5, 5, 5]];
        double[][] items = [[1, 2, 3, 5], [1, 3, 4, 5], [1, 3, 3, 5]];
        static double Variance(double[] v) => v.Sum(x => (x - v.Average()) * (x - v.Average())) / (v.Length - 1);
        // by hand: 35/12, 35/12, 32/12 = 102/12 = 8.5; 1.5 * (1 - 8.5 / (74/3)) = 0.98311
        Assert.That(items.Sum(Variance), Is.EqualTo(8.5).Within(1e-12));

        var found = Reliability.Of(people, [true, true, false]);

        Assert.That(found.Alpha, Is.EqualTo(1.5 * (1 - (8.5 * 3 / 74))).Within(1e-12));
        Assert.That(found.Respondents, Is.EqualTo(4));
    }

    [Test]
    public void Split_half_is_the_corrected_correlation_of_the_halves()
    {
        // items 1 and 3 against 2 and 4 (all of one key): sums 2, 3, 5 and 3, 2, 4: r = 7/ sqrt(14/3 * 2 * 3*3/... ) computed below
        IReadOnlyList<double?>[] people = [[1, 1, 1, 2], [1, 1, 2, 1], [2, 2, 3, 2]];
        // deviations: (-4/3, -1/3, 5/3), (0, -1, 1): covariance sum 2; squares 42/9 and 2; r = 2 / sqrt(28/3) = 0.654654
        var r = 2 / Math.Sqrt(28.0 / 3);

        Assert.That(Reliability.Of(people, [true, true, true, true]).SplitHalf, Is.EqualTo(2 * r / (1 + r)).Within(1e-12));
    }

    [Test]
    public void People_who_left_an_item_out_do_not_count_and_a_single_one_has_no_reliability()
    {
        IReadOnlyList<double?>[] people = [[1, 1], [2, 3], [null, 5], [3, 4]];

        Assert.That(Reliability.Of(people, [true, false]).Respondents, Is.EqualTo(3));
        Assert.That(Reliability.Of([people[0]], [true, false]), Is.EqualTo(new Reliability(1, null, null)));
        Assert.That(Reliability.Of([people[0], people[0]], [true, false]), Is.EqualTo(new Reliability(2, null, null)), "all alike");
    }

    [Test]
    public void Errors_of_single_answers_are_those_of_two_means()
    {
        // plus 1, 2, 4: variance 7/3; minus 0, 2: variance 2. Half of sqrt(7/9 + 1)
        Observation[] answers = [new("a", true, 1), new("b", true, 2), new("c", true, 4), new("d", false, 0), new("e", false, 2)];

        Assert.That(ClusteredError.Of(answers, balanced: true), Is.EqualTo(Math.Sqrt((7.0 / 9) + 1) / 2).Within(1e-12));
        Assert.That(ClusteredError.Of(answers[..4], balanced: true), Is.EqualTo(Math.Sqrt((7.0 / 9) + (7.0 / 3)) / 2).Within(1e-12), "one item of a key takes the other key's spread");
        Assert.That(ClusteredError.Of(answers[2..], balanced: true), Is.EqualTo(Math.Sqrt(2 + 1) / 2).Within(1e-12));
        Assert.That(ClusteredError.Of(answers[2..4], balanced: true), Is.Null, "nobody knows how items scatter");
        Assert.That(ClusteredError.Of(answers[..3], balanced: true), Is.Null, "there is no other half");
    }

    [Test]
    public void Asking_the_same_items_a_thousand_times_makes_an_error_no_smaller()
    {
        Observation[] once = [new("a", true, 1), new("b", true, 2), new("c", true, 4), new("d", false, 0), new("e", false, 2)];
        var often = Enumerable.Repeat(once, 1000).SelectMany(o => o).ToList();

        Assert.That(ClusteredError.Of(often, balanced: true), Is.EqualTo(ClusteredError.Of(once, balanced: true)!.Value).Within(1e-9));
    }

    [Test]
    public void Errors_are_as_large_as_scores_really_scatter_when_other_items_are_drawn()
    {
        var draws = new CounterRng(11);
        var (scores, errors) = (new List<double>(), new List<double>());
        for (var trial = 0; trial < 1500; trial++)
        {
            var answers = new List<Observation>();
            for (var item = 0; item < 16; item++)
            {
                var own = draws.NextNormal();
                for (var person = 0; person < 5; person++) answers.Add(new Observation(item.ToString(), item % 2 == 0, own + (0.5 * draws.NextNormal())));
            }

            scores.Add((answers.Where(a => a.Plus).Average(a => a.Value) - answers.Where(a => !a.Plus).Average(a => a.Value)) / 2);
            errors.Add(ClusteredError.Of(answers, balanced: true)!.Value);
        }

        var scatter = Math.Sqrt(scores.Average(s => s * s));
        Assert.That(Math.Sqrt(errors.Average(e => e * e)) / scatter, Is.EqualTo(1).Within(0.07));
    }
}
