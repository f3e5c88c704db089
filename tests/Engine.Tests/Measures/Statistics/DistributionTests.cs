using NUnit.Framework;
using PersonaSim.Engine.Measures.Statistics;

namespace PersonaSim.Engine.Tests.Measures.Statistics;

/// <summary>Distributions against published tables and closed forms.</summary>
public sealed class DistributionTests
{
    // Student's t, upper tail: any textbook's table
    [TestCase(1, 0.975, 12.70620474)]
    [TestCase(2, 0.975, 4.30265273)]
    [TestCase(4, 0.975, 2.77644511)]
    [TestCase(9, 0.95, 1.83311293)]
    [TestCase(19, 0.975, 2.09302405)]
    [TestCase(30, 0.995, 2.74999565)]
    [TestCase(120, 0.975, 1.97993041)]
    public void Quantiles_are_the_tables(double freedom, double p, double t)
    {
        Assert.That(StudentT.Quantile(p, freedom), Is.EqualTo(t).Within(2e-8));
        Assert.That(StudentT.Quantile(1 - p, freedom), Is.EqualTo(-t).Within(2e-8));
        Assert.That(StudentT.Below(t, freedom), Is.EqualTo(p).Within(1e-8));
    }

    [Test]
    public void One_and_two_degrees_of_freedom_have_closed_forms()
    {
        foreach (var t in new[] { -40, -3.5, -1, -0.01, 0, 0.3, 2, 17.0 })
        {
            Assert.That(StudentT.Below(t, 1), Is.EqualTo(0.5 + (Math.Atan(t) / Math.PI)).Within(1e-13), "Cauchy");
            Assert.That(StudentT.Below(t, 2), Is.EqualTo(0.5 + (t / (2 * Math.Sqrt(2 + (t * t))))).Within(1e-13));
        }

        Assert.That(StudentT.TwoSided(double.PositiveInfinity, 5), Is.Zero);
        Assert.That(StudentT.TwoSided(0, 5), Is.EqualTo(1).Within(1e-14));
    }

    [Test]
    public void Factorials_and_beta_integrals_come_out()
    {
        for (var (n, factorial) = (1, 1.0); n < 20; n++, factorial *= n - 1) Assert.That(Gamma.Log(n), Is.EqualTo(Math.Log(factorial)).Within(1e-12), n.ToString());
        Assert.That(Gamma.Log(0.5), Is.EqualTo(Math.Log(Math.PI) / 2).Within(1e-13));
        // I_x(2, 3) = 6x² − 8x³ + 3x⁴
        foreach (var x in new[] { 0, 0.1, 0.5, 0.9, 1 }) Assert.That(Gamma.Beta(x, 2, 3), Is.EqualTo((6 * x * x) - (8 * x * x * x) + (3 * x * x * x * x)).Within(1e-13));
    }

    [Test]
    public void Without_an_effect_the_noncentral_t_is_the_central_one_and_with_much_freedom_a_normal()
    {
        foreach (var freedom in new[] { 1, 4, 9, 19, 60.0 })
        {
            foreach (var t in new[] { -2, 0, 0.7, 2.5 }) Assert.That(NoncentralT.Below(t, freedom, 0), Is.EqualTo(StudentT.Below(t, freedom)).Within(freedom == 1 ? 1e-4 : 1e-7), $"{t} with {freedom}");
        }

        Assert.That(NoncentralT.Below(1.5, 1e6, 1), Is.EqualTo(0.691462461).Within(1e-5), "the normal at 0.5");
        // P(T < 0) does not depend on the freedom: it is the normal's share below −δ
        Assert.That(NoncentralT.Below(0, 7, 1.2), Is.EqualTo(0.115069670).Within(1e-8));
    }
}
