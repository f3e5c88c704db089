using NUnit.Framework;
using PersonaSim.Engine.Studies.Reputation;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>Populations whose outcome can be worked out by hand.</summary>
public sealed class KnownAnswerTests
{
    private const Behaviour C = Behaviour.Cooperator, D = Behaviour.Exploiter, G = Behaviour.Grim;

    // nobody avoids anybody: a game between two of a kind goes on for ever
    private static readonly RuleConfig _open = new() { Avoid = -30 };

    [TestCase(C, C, 3, 3)]
    [TestCase(C, D, 0, 5)]
    [TestCase(D, D, 1, 1)]
    [TestCase(G, G, 3, 3)]
    [TestCase(C, G, 3, 3)]
    public void Fixed_pairs_earn_the_same_at_every_step(Behaviour one, Behaviour other, int first, int second)
    {
        Assert.That(Earnings(one, other, 10), Is.EqualTo(Enumerable.Repeat((first, second), 10)));
    }

    [Test]
    public void Grim_is_exploited_once()
    {
        Assert.That(Earnings(G, D, 5), Is.EqualTo(new[] { (0, 5), (1, 1), (1, 1), (1, 1), (1, 1) }));
    }

    // against grim: R/(1-c) for grim, T + c P/(1-c) for always-defect; equal at c = (T-R)/(T-P) = 2/4
    [TestCase(0.45, false)]
    [TestCase(0.55, true)]
    public void Against_grim_it_pays_to_be_grim_from_a_continuation_of_one_half_on(double continuation, bool grimWins)
    {
        const int steps = 60; // 0.55 to the 60th is below a millionth of a unit
        double Worth(Behaviour one) => Earnings(one, G, steps).Select((e, t) => Math.Pow(continuation, t) * e.First).Sum();

        Assert.That(Worth(G) > Worth(D), Is.EqualTo(grimWins));
        Assert.That(Worth(G), Is.EqualTo(3 / (1 - continuation)).Within(1e-6));
        Assert.That(Worth(D), Is.EqualTo(5 + (continuation / (1 - continuation))).Within(1e-6));
    }

    [Test]
    public void At_a_continuation_of_one_half_both_are_worth_six()
    {
        double Worth(Behaviour one) => Earnings(one, G, 60).Select((e, t) => Math.Pow(0.5, t) * e.First).Sum();

        Assert.That(Worth(G), Is.EqualTo(6).Within(1e-9));
        Assert.That(Worth(D), Is.EqualTo(6).Within(1e-9));
    }

    [Test]
    public void Investors_of_an_exploiter_lose_and_those_of_a_cooperator_come_out_even()
    {
        var config = new ReputationConfig { Pairs = PairingKind.Fixed, Rule = _open, Planted = new PlantedConfig { First = [C, D, C, C] } };
        var deals = new Society(config, people: 4, ticks: 3).Run().Events("deal").ToList();

        foreach (var (_, deal) in deals)
        {
            var (amount, kept) = (Rows.Long(deal, "amount"), Rows.Long(deal, "kept"));
            Assert.That(kept, deal.Other == deals[1].Row.Other ? Is.EqualTo(50) : Is.GreaterThanOrEqualTo(80));
            Assert.That(amount, Is.InRange(1, 10));
        }
    }

    /// <summary>
    /// One exploiter among cooperators, pairs by chance alone. A partner is somebody at random, so the number of different people played with in T
    /// steps is the coupon collector's, (n-1)(1 - (1 - 1/(n-1))^T). Each game ends in one avoiding the other with probability a, and then they never
    /// play again: (n-1)(1 - (1 - a/(n-1))^T)/a games.
    /// </summary>
    [TestCase(10)]
    [TestCase(40)]
    public void An_exploiter_plays_once_with_each_and_as_often_as_the_coupon_collector_says(int steps)
    {
        const int people = 20, seeds = 40;
        var config = new ReputationConfig
        {
            Scenario = ReputationScenario.PdGame,
            Reputation = false,
            Gossip = false,
            Choose = 0,
            Planted = new PlantedConfig { First = [D, .. Enumerable.Repeat(C, people - 1)] },
        };
        var games = new List<double>();
        var played = new List<double>();
        for (ulong seed = 1; seed <= seeds; seed++)
        {
            var run = new Society(config, people, seed, ticks: steps).Run();
            var partners = run.Events("game").Where(e => e.Row.Who == run.World.Agents[0].Name || e.Row.Other == run.World.Agents[0].Name).Select(e => e.Row.Who == run.World.Agents[0].Name ? e.Row.Other! : e.Row.Who).ToList();
            games.Add(partners.Distinct().Count());
            played.Add(partners.Count);
        }

        var expected = Expected(people, steps);
        TestContext.Out.WriteLine($"{steps} steps: {games.Average():0.00} different partners, {played.Average():0.00} games, expected {expected:0.00} and {Played(people, steps):0.00}");
        Assert.That(games.Average(), Is.EqualTo(expected).Within(3 * 2.0 / Math.Sqrt(seeds)), "a coupon collector's count has a deviation below 2 here");
        Assert.That(played.Average(), Is.EqualTo(Played(people, steps)).Within(3 * 2.5 / Math.Sqrt(seeds)));
    }

    private static double Expected(int people, int steps) => (people - 1) * (1 - Math.Pow(1 - (1.0 / (people - 1)), steps));

    // the wronged avoids with odds -1.5 + 2, the exploiter a partner who was very good with odds -1.5 - 2
    private static double Played(int people, int steps)
    {
        var avoids = 1 - ((1 - Odds(-1.5 + 2)) * (1 - Odds(-1.5 - 2)));
        return (people - 1) * (1 - Math.Pow(1 - (avoids / (people - 1)), steps)) / avoids;
    }

    private static double Odds(double logit) => 1 / (1 + Math.Exp(-logit));

    private static List<(int First, int Second)> Earnings(Behaviour one, Behaviour other, int steps)
    {
        var config = new ReputationConfig { Scenario = ReputationScenario.PdGame, Pairs = PairingKind.Fixed, StartResources = 0, Rule = _open, Planted = new PlantedConfig { First = [one, other] } };
        return [.. new Society(config, people: 2, ticks: steps).Run().Events("game").Select(e => Paid(Rows.Flag(e.Row, "first"), Rows.Flag(e.Row, "second")))];
    }

    private static (int First, int Second) Paid(bool first, bool second) => (first, second) switch { (true, true) => (3, 3), (true, false) => (0, 5), (false, true) => (5, 0), _ => (1, 1) };
}
