using NUnit.Framework;
using PersonaSim.Engine.Measures.Probes.Rules;
using PersonaSim.Engine.Measures.Psychometrics.Scores;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

public sealed class LatentTests
{
    [Test]
    public void A_latent_is_the_mean_of_the_cumulative_logits()
    {
        // P(>= 2..5) = .9, .7, .4, .1: ln 9 + ln(7/3) + ln(2/3) - ln 9 = ln(14/9), over 4
        Assert.That(CumulativeLogit.Of([0.1, 0.2, 0.3, 0.3, 0.1]), Is.EqualTo(Math.Log(14.0 / 9) / 4).Within(1e-12));
        Assert.That(CumulativeLogit.Of([0.2, 0.8]), Is.EqualTo(Math.Log(4)).Within(1e-12));
        Assert.That(CumulativeLogit.Of([0.2, 0.2, 0.2, 0.2, 0.2]), Is.Zero.Within(1e-12));
    }

    [Test]
    public void Under_the_graded_response_model_it_is_the_slope_times_the_trait()
    {
        for (var trait = -3.0; trait <= 3; trait += 0.37) Assert.That(CumulativeLogit.Of(GradedResponse.Five(trait)), Is.EqualTo(GradedResponse.Slope * trait).Within(1e-9));
    }

    [Test]
    public void Turning_the_scale_round_turns_the_sign()
    {
        double[] p = [0.05, 0.15, 0.5, 0.2, 0.1];

        Assert.That(CumulativeLogit.Of([.. p.Reverse()]), Is.EqualTo(-CumulativeLogit.Of(p)).Within(1e-12));
    }

    [Test]
    public void An_answer_without_any_doubt_is_finite()
    {
        Assert.That(CumulativeLogit.Of([0, 0, 0, 0, 1]), Is.EqualTo(-Math.Log(CumulativeLogit.Least)).Within(1e-9));
        Assert.That(CumulativeLogit.Of([1, 0]), Is.EqualTo(Math.Log(CumulativeLogit.Least)).Within(1e-9));
    }

    [Test]
    public void Halo_is_the_share_of_the_shifts_on_the_axis_from_bad_to_good()
    {
        // E up alone: 1 of 5. All to the good: 1. (2, 0, 0, 1, 0) . (1, 1, 1, -1, 1) = 1; 1 / 5 of 5: 0.04. Along nothing: E up, A down: 0.
        Assert.That(Halo.Of([1, 0, 0, 0, 0]), Is.EqualTo(0.2).Within(1e-12));
        Assert.That(Halo.Of([-1, -1, -1, 1, -1]), Is.EqualTo(1).Within(1e-12));
        Assert.That(Halo.Of([2, 0, 0, 1, 0]), Is.EqualTo(0.04).Within(1e-12));
        Assert.That(Halo.Of([1, -1, 0, 0, 0]), Is.Zero.Within(1e-12));
        Assert.That(Halo.Of([0, 0, 0, 0, 0]), Is.Null);
        Assert.That(Halo.Of([1, null, 0, 0, 0]), Is.Null);
        // two people: deviations from their mean are (1, 1, 1, -1, 1) and its opposite, whatever the mean is
        Assert.That(Halo.Among([[3, 1, 1, 0, 1], [1, -1, -1, 2, -1]]), Is.EqualTo(1).Within(1e-12));
    }
}
