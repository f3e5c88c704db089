using NUnit.Framework;
using PersonaSim.Engine.Studies.Town.Environments.Nav;

namespace PersonaSim.Engine.Tests.Studies.Town.Environments;

public sealed class NavTests
{
    [Test]
    public void There_is_at_least_as_much_as_everybody_needs_and_never_all_in_one_place([Values(1, 2, 3, 32, 300)] int people, [Values(1, 3, 6)] int difficulty, [Values(2, 3, 5, 14)] int places)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var tokens = TokenSupply.Spread((long)people * difficulty, places, new Engine.Runs.Rng((ulong)seed).For("test"));

            Assert.That(tokens.Sum(), Is.GreaterThanOrEqualTo(people * difficulty));
            Assert.That(tokens, Is.All.GreaterThanOrEqualTo(1), "every place is worth a look");
            Assert.That(tokens.Max(), Is.LessThanOrEqualTo((tokens.Sum() + 1) / 2));
        }
    }

    [Test]
    public void A_place_gives_one_token_until_the_others_were_looked_at()
    {
        var town = new TestTown("nav", 10);
        var who = town.First;

        Assert.That(town.Do(who, "scan").Told, Does.Contain("1 of 10"));
        Assert.That(town.Do(who, "scan").Reason, Does.Contain("what was here for you"));
        foreach (var place in TestTown.Places.Where(p => !p.Serves("home") && p.Name != "square"))
        {
            town.At[who] = place.Name;
            Assert.That(town.Do(who, "scan").Done, place.Name);
        }

        town.At[who] = "square";
        Assert.That(town.Do(who, "scan").Told, Does.Contain("8 of 10"), "a new lap");
    }

    [Test]
    public void Homes_hide_nothing()
    {
        var town = new TestTown("nav");
        town.At[town.First] = "north homes";

        Assert.That(town.Do(town.First, "scan").Reason, Does.Contain("Nothing is hidden here"));
        Assert.That(town.Environment.Situation(town.First, "north homes"), Does.Contain("Nothing is hidden here"));
    }

    [Test]
    public void Scanning_what_one_knows_to_be_barren_costs()
    {
        var town = new TestTown("nav", 3);
        town.Do(town.First, "scan");
        town.Do(town.First, "scan");

        Assert.That(town.Environment.Score(town.First), Is.EqualTo(1.0 / 4));
    }

    [Test]
    public void An_empty_place_is_known_to_all_once_somebody_found_out()
    {
        var town = new TestTown("nav", 6, 300);
        var nav = (NavEnvironment)town.Environment;
        var scarce = nav.Tokens.ToList().IndexOf(nav.Tokens.Min());
        var place = TestTown.Places.Where(p => !p.Serves("home")).ElementAt(scarce).Name;
        foreach (var who in town.People) town.At[who] = place;

        var outcomes = town.People.Select(p => town.Do(p, "scan")).ToList();

        var unlucky = outcomes.FindIndex(o => o.Reason.Contains("last token", StringComparison.Ordinal));
        Assert.That(unlucky, Is.EqualTo(nav.Tokens.Count > 0 ? outcomes.Count(o => o.Done) : -1));
        Assert.That(outcomes.Count(o => o.Reason.Contains("last token", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(outcomes[^1].Reason, Does.Contain("known to be empty"));
        Assert.That(town.Environment.Situation(town.First, "square"), Does.Contain($"Known to be empty: {place}."));
        Assert.That(town.Environment.Score(town.People[unlucky]), Is.Zero);
        Assert.That(town.Environment.Suggest(town.People[unlucky], place, 0)!.Action, Is.EqualTo("move"));
    }

    [Test]
    public void Who_has_all_they_need_leaves_the_rest()
    {
        var town = new TestTown("nav", 1);
        town.Do(town.First, "scan");
        town.At[town.First] = "mill";

        Assert.That(town.Do(town.First, "scan").Reason, Does.Contain("leave the others"));
    }
}
