using NUnit.Framework;
using PersonaSim.Engine.Society;
using PersonaSim.Engine.Society.Economy;

namespace PersonaSim.Engine.Tests.Society;

public sealed class EconomyTests
{
    private static readonly Good _bread = new("bread", 100, 50, 200, 2, 0);

    [Test]
    public void Nobody_pays_what_they_have_not_got()
    {
        var purses = new Purses([100, 0, 50]);

        Assert.That(purses.TryPay(0, 1, 60), Is.True);
        Assert.That(purses.TryPay(0, 1, 60), Is.False);
        Assert.That(purses.PayUpTo(0, 2, 60), Is.EqualTo(40));
        Assert.That((purses[0], purses[1], purses[2], purses.Total), Is.EqualTo((0L, 60L, 90L, 150L)));
        Assert.That(() => purses.Check(3), Throws.Nothing);
        Assert.That(() => purses.TryPay(0, 1, -5), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_state_with_other_money_in_it_is_refused()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        new Purses([100, 1]).Save(writer);
        stream.Position = 0;

        Assert.That(() => new Purses([100, 0]).Load(new BinaryReader(stream)), Throws.TypeOf<EconomyException>());
    }

    [Test]
    public void Shortage_raises_a_price_and_plenty_lowers_it_by_a_fifth_a_day_at_most()
    {
        var (scarce, plenty) = (new Market([_bread], 10), new Market([_bread], 10));
        while (scarce.TryTake(0))
        {
        }

        plenty.Bring(0, 100);
        scarce.EndDay();
        plenty.EndDay();

        Assert.That(scarce.PriceOf(0), Is.InRange(101, 120));
        Assert.That(plenty.PriceOf(0), Is.InRange(80, 99));
        Assert.That(scarce.TryTake(0), Is.False);
    }

    [Test]
    public void Prices_stay_in_their_bounds()
    {
        var market = new Market([_bread], 10);
        for (var day = 0; day < 30; day++)
        {
            while (market.TryTake(0))
            {
            }

            market.EndDay();
        }

        Assert.That(market.PriceOf(0), Is.EqualTo(200));
        for (var day = 0; day < 60; day++)
        {
            market.Bring(0, 500);
            market.EndDay();
        }

        Assert.That(market.PriceOf(0), Is.EqualTo(50));
    }

    [Test]
    public void The_gini_of_known_spreads()
    {
        Assert.That(Gini.Of([5, 5, 5, 5]), Is.EqualTo(0).Within(1e-12));
        Assert.That(Gini.Of([0, 0, 0, 8]), Is.EqualTo(0.75).Within(1e-12));
        Assert.That(Gini.Of([1, 3]), Is.EqualTo(0.25).Within(1e-12));
    }
}
