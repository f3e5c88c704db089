using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>Parts of the world by themselves.</summary>
public sealed class WorldTests
{
    [Test]
    public void A_blacklist_holds_five_and_the_oldest_gives_way()
    {
        var ties = new TieBook(8, 5);
        foreach (var other in new[] { 1, 2, 3, 4, 5, 2, 6 }) ties.Avoid(0, other);

        Assert.That(ties.BlacklistOf(0), Is.EqualTo(new[] { 3, 4, 5, 2, 6 }));
        Assert.That((ties.Apart(0, 6), ties.Apart(6, 0), ties.Apart(0, 1)), Is.EqualTo((true, true, false)));
    }

    [Test]
    public void Ties_are_directed_tagged_with_a_role_and_cut_in_all_of_them()
    {
        var ties = new TieBook(4, 5);
        Assert.That((ties.Make(0, Part.Trustee, 1), ties.Make(0, Part.Trustee, 1), ties.Make(0, Part.Investor, 1), ties.Make(2, Part.Trustee, 2)), Is.EqualTo((true, false, true, false)));
        Assert.That((ties.Has(0, Part.Trustee, 1), ties.Has(1, Part.Trustee, 0), ties.Has(0, Part.Player, 1), ties.Inward(1, Part.Trustee)), Is.EqualTo((true, false, false, 1)));

        Assert.That(ties.Avoid(0, 1), Is.EqualTo(2));
        Assert.That((ties.Inward(1, Part.Trustee), ties.Inward(1, Part.Investor), ties.Of(0, Part.Trustee).Count), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void Clusters_are_what_ties_join()
    {
        var clusters = new Clusters(7);
        foreach (var (one, other) in new[] { (5, 3), (1, 2), (3, 6), (6, 5) }) clusters.Join(one, other);

        Assert.That((clusters.Count, clusters.Largest), Is.EqualTo((2, 3)));
    }

    // y = 0.9 - 0.02 t exactly
    [Test]
    public void The_slope_is_that_of_a_line_and_five_low_steps_are_a_collapse()
    {
        var counts = new StepCounts();
        for (var t = 0; t < 30; t++) counts.Note(t, 0.9 - (0.02 * t));
        Assert.That(counts.Slope, Is.EqualTo(-0.02).Within(1e-12));
        Assert.That(counts.CollapsedAt, Is.EqualTo(-1));

        for (var t = 30; t < 34; t++) counts.Note(t, 0.1);
        Assert.That(counts.CollapsedAt, Is.EqualTo(-1));
        counts.Note(34, 0.1);
        Assert.That(counts.CollapsedAt, Is.EqualTo(30));
        counts.Note(35, 0.5);
        Assert.That(counts.CollapsedAt, Is.EqualTo(-1), "it recovered");
    }

    // stake, promised to keep, kept: grade
    [TestCase(4, 50, 50, 4, Description = "what was promised, and the stake came back")]
    [TestCase(4, 40, 40, 5, Description = "what was promised, with a gain")]
    [TestCase(4, 70, 70, 3, Description = "what was promised, at a loss that was accepted")]
    [TestCase(4, 40, 45, 3, Description = "less than promised, but no loss")]
    [TestCase(4, 40, 60, 2, Description = "a broken promise and a loss")]
    [TestCase(4, 40, 80, 1, Description = "a broken promise and more than half the stake gone")]
    [TestCase(4, 40, 30, 5, Description = "more than promised")]
    public void A_trustee_is_graded_by_the_promise_and_by_what_came_back(int stake, int promised, int kept, int grade)
    {
        Assert.That(Grades.OfTrustee(stake, promised, kept), Is.EqualTo(grade));
    }

    [Test]
    public void With_records_the_best_known_acts_first_and_takes_the_best_known_of_its_contacts()
    {
        var config = new ReputationConfig { Choose = 1, Scenario = ReputationScenario.PdGame };
        var world = new ReputationWorld(config, [.. Enumerable.Range(0, 6).Select(i => new Agent(i, $"a{i}", Behaviour.Ordinary, false))]);
        Know(world, 0, new Bins(0, 0, 0, 0, 100));
        Know(world, 1, new Bins(0, 0, 50, 50, 0));
        Know(world, 2, new Bins(0, 50, 50, 0, 0));
        Know(world, 3, new Bins(0, 40, 60, 0, 0));
        foreach (var other in new[] { 1, 2, 3 }) world.Ties.Make(0, Part.Player, other);
        foreach (var other in new[] { 2, 3 }) world.Ties.Make(other, Part.Player, 0); // 1 does not return the tie

        for (var tick = 0; tick < 20; tick++)
        {
            var first = Pairing.Of(world, tick, new Rng(3))[0];

            Assert.That((first.First, first.Second, first.Chosen), Is.EqualTo((0, 3, true)), "3 is better known than 2");
        }
    }

    [TestCase(6)]
    [TestCase(7)]
    [TestCase(2)]
    public void Everybody_is_in_one_pair_at_most_and_at_most_one_is_left(int people)
    {
        foreach (var scenario in Enum.GetValues<ReputationScenario>())
        {
            var world = new ReputationWorld(new ReputationConfig { Scenario = scenario }, [.. Enumerable.Range(0, people).Select(i => new Agent(i, $"a{i}", Behaviour.Ordinary, false))]);
            for (var tick = 0; tick < 30; tick++)
            {
                var pairs = Pairing.Of(world, tick, new Rng(9));

                Assert.That(pairs.SelectMany(p => new[] { p.First, p.Second }), Is.Unique);
                Assert.That(pairs, Has.Count.EqualTo(people / 2));
            }
        }
    }

    [Test]
    public void A_personality_changes_what_happens_and_a_placebo_does_not()
    {
        var config = new ReputationConfig { Scenario = ReputationScenario.PdGame, Reputation = false, Gossip = false };
        var steered = new Society(config, people: 60, arm: Arm.Steer).Run();
        var plain = new Society(config, people: 60, arm: Arm.None).Run();

        Assert.That(steered.Loop.EventHash, Is.Not.EqualTo(plain.Loop.EventHash));
        Assert.That(plain.Loop.EventHash, Is.EqualTo(new Society(config, people: 60, arm: Arm.Placebo).Run().Loop.EventHash));
    }

    private static void Know(ReputationWorld world, int target, Bins bins) => world.Records.Set(5, Part.Player, new ReputationRecord(target, bins, "", "test", 0));
}
