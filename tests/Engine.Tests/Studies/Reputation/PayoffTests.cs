using NUnit.Framework;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>What games pay, against tables made by hand.</summary>
public sealed class PayoffTests
{
    [TestCase(true, true, 300, 300)]
    [TestCase(true, false, 0, 500)]
    [TestCase(false, true, 500, 0)]
    [TestCase(false, false, 100, 100)]
    public void The_dilemma_pays_by_the_table(bool first, bool second, long toFirst, long toSecond)
    {
        Assert.That((Payoffs.Dilemma(first, second), Payoffs.Dilemma(second, first)), Is.EqualTo((toFirst, toSecond)));
    }

    // stake, kept percent, hundredths to the investor, to the trustee: 2 x stake shared out
    [TestCase(1, 0, 200, 0)]
    [TestCase(1, 100, 0, 200)]
    [TestCase(1, 33, 134, 66)]
    [TestCase(5, 50, 500, 500)]
    [TestCase(7, 25, 1050, 350)]
    [TestCase(10, 37, 1260, 740)]
    [TestCase(10, 99, 20, 1980)]
    [TestCase(0, 40, 0, 0)]
    public void An_investment_is_doubled_and_shared_to_the_hundredth(int stake, int kept, long investor, long trustee)
    {
        Assert.That(Payoffs.Investment(stake, kept), Is.EqualTo((investor, trustee)));
    }

    [Test]
    public void Nothing_of_a_doubled_stake_is_lost_or_made()
    {
        for (var stake = 0; stake <= 50; stake++)
        {
            for (var kept = 0; kept <= 100; kept++)
            {
                var (investor, trustee) = Payoffs.Investment(stake, kept);

                Assert.That(investor + trustee, Is.EqualTo(2L * stake * Payoffs.Unit));
                Assert.That(Math.Min(investor, trustee), Is.GreaterThanOrEqualTo(0));
            }
        }
    }

    [TestCase(60, 40, 60, 40)]
    [TestCase(60, 60, 50, 50)]
    [TestCase(30, 10, 75, 25)]
    [TestCase(1, 2, 33, 67)]
    [TestCase(0, 0, 50, 50)]
    [TestCase(-5, 20, 0, 100)]
    [TestCase(int.MaxValue, int.MaxValue, 50, 50)]
    public void Shares_that_do_not_sum_to_100_are_scaled(int first, int second, int one, int other)
    {
        Assert.That(Payoffs.Shares(first, second), Is.EqualTo((one, other)));
    }

    [TestCase(5, 1000, 10, 5)]
    [TestCase(15, 1000, 10, 10, Description = "above the limit")]
    [TestCase(9, 420, 10, 4, Description = "above the holdings, whole units only")]
    [TestCase(3, 99, 10, 0, Description = "less than a unit: a refusal")]
    [TestCase(3, 0, 10, 0)]
    [TestCase(-3, 500, 10, 0)]
    public void A_stake_is_cut_to_what_there_is(int wanted, long holdings, int most, int stake)
    {
        Assert.That(Payoffs.Stake(wanted, holdings, most), Is.EqualTo(stake));
    }

    [TestCase(100)]
    [TestCase(-1)]
    public void A_share_beyond_100_percent_is_refused(int beyond)
    {
        Assert.That(() => Payoffs.Investment(3, beyond < 0 ? beyond : beyond + 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
