using NUnit.Framework;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

public sealed class CurveTests
{
    private static AchievedCurve Curve(params (double Setting, double Latent)[] points) => new(points.Select(p => new AchievedPoint(p.Setting, p.Latent, null)));

    [Test]
    public void Only_the_branch_that_rises_around_the_middle_is_used()
    {
        // turns back beyond 1, and is flat below -2
        var curve = Curve((-3, -1), (-2, -1), (-1, -0.5), (0, 0.2), (1, 1), (2, 0.8), (3, 2));

        Assert.That(curve.Monotone.Select(p => p.Setting), Is.EqualTo(new[] { -2.0, -1, 0, 1 }));
        Assert.That(curve.Reach, Is.EqualTo((-1.0, 1.0)));
        Assert.That(curve.SettingFor(0.6), Is.EqualTo(0.5).Within(1e-12));
        Assert.That(curve.SettingFor(-1), Is.EqualTo(-2));
        Assert.That(curve.SettingFor(1.5), Is.Null, "a third setting reaches 2, but not from here");
        Assert.That(curve.LatentAt(2), Is.Null);
    }

    [Test]
    public void Looking_up_what_a_setting_achieves_gives_the_setting_back()
    {
        var curve = Curve((-2, -3), (-1, -1), (0, 0), (1, 0.5), (2, 4));

        for (var setting = -2.0; setting <= 2; setting += 0.125) Assert.That(curve.SettingFor(curve.LatentAt(setting)!.Value), Is.EqualTo(setting).Within(1e-9));
    }

    [Test]
    public void A_level_and_a_dose_are_matched_at_what_they_achieve()
    {
        var levels = Curve((-1, -2), (0, 0), (1, 1.5), (2, 6));
        var doses = Curve((-1, -1), (0, 0), (2, 3));

        Assert.That(levels.Match(1, doses), Is.EqualTo(1).Within(1e-12));
        Assert.That(levels.Match(-1, doses), Is.Null, "the doses do not reach so far");
        Assert.That(levels.Match(2, doses), Is.Null);
    }

    [Test]
    public void What_falls_has_no_branch()
    {
        var curve = Curve((-1, 1), (0, 0), (1, -1));

        Assert.That(curve.Monotone, Has.Count.EqualTo(1));
        Assert.That(curve.SettingFor(0.5), Is.Null);
        Assert.That(() => Curve((0, 1), (0, 2)), Throws.ArgumentException);
    }
}
