using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Native.Randomness;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

public sealed class VerdictTests
{
    [Test]
    public void P_counts_the_real_direction_among_the_permuted_ones()
    {
        double[] permuted = [.. Enumerable.Range(0, 199).Select(i => i / 199.0)];

        Assert.That(SteeringVerdict.P(2, permuted), Is.EqualTo(1 / 200.0));
        Assert.That(SteeringVerdict.P(-1, permuted), Is.EqualTo(1));
        Assert.That(SteeringVerdict.P(198 / 199.0, permuted), Is.EqualTo(2 / 200.0), "a tie counts against it");
    }

    [Test]
    public void Holm_s_adjustment_by_hand()
    {
        Assert.That(SteeringVerdict.Holm([0.01, 0.04, 0.03]), Is.EqualTo(new[] { 0.03, 0.06, 0.06 }).Within(1e-12));
    }

    [Test]
    public void Few_permuted_directions_a_wide_interval_or_no_answers_are_no_steering()
    {
        double[] many = [.. Enumerable.Range(0, 200).Select(i => i / 1000.0)];

        Assert.That(SteeringVerdict.Of(1, 0.1, many).Verdict, Is.EqualTo(CalibrationVerdict.Steered));
        Assert.That(SteeringVerdict.Of(1, 0.1, many, -0.9).Verdict, Is.EqualTo(CalibrationVerdict.Steered));
        Assert.That(SteeringVerdict.Of(1, 0.1, many, -1.1).Reason, Does.Contain("yes-saying"));
        Assert.That(SteeringVerdict.Of(1, 0.6, many).Verdict, Is.EqualTo(CalibrationVerdict.NotSteered));
        Assert.That(SteeringVerdict.Of(0.15, 0.01, many).Verdict, Is.EqualTo(CalibrationVerdict.NotSteered));
        Assert.That(SteeringVerdict.Of(1, 0.1, many[..98]).Verdict, Is.EqualTo(CalibrationVerdict.NotJudged));
        Assert.That(SteeringVerdict.Of(null, null, many).Verdict, Is.EqualTo(CalibrationVerdict.NotMeasurable));
    }

    [TestCase(0.0)]
    [TestCase(0.9)]
    public void Without_any_trait_at_most_one_family_of_five_in_twenty_has_a_steered_one(double together)
    {
        const int Families = 2000;
        var rng = new CounterRng(11);
        var wrong = 0;
        for (var family = 0; family < Families; family++)
        {
            // the real direction is one more draw; traits of a family may go together
            var common = rng.NextNormal();
            var any = false;
            for (var trait = 0; trait < 5; trait++)
            {
                var real = (Math.Sqrt(together) * common) + (Math.Sqrt(1 - together) * rng.NextNormal());
                var permuted = new double[200];
                for (var k = 0; k < permuted.Length; k++) permuted[k] = rng.NextNormal();
                any |= SteeringVerdict.Of(real, 0, permuted).Verdict == CalibrationVerdict.Steered;
            }

            wrong += any ? 1 : 0;
        }

        // 5 % and two standard errors of the count
        Assert.That(wrong, Is.LessThanOrEqualTo((0.05 * Families) + (2 * Math.Sqrt(0.05 * 0.95 * Families))));
        if (together == 0) Assert.That(wrong, Is.GreaterThan(0.02 * Families), "a test that never fires would hold any level");
    }
}
