using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>Laws of the town that hold for any mind.</summary>
public sealed class TownLawTests
{
    private static readonly TownConfig _eventful = new() { ReflectAfter = 2, Events = EventRichness.Rich };

    [Test]
    public void Two_runs_of_one_seed_are_equal_and_another_seed_is_not()
    {
        using var one = new TownRun().Run(24, keep: false);
        using var same = new TownRun().Run(24, keep: false);
        using var other = new TownRun(seed: 8).Run(24, keep: false);

        Assert.That(same.Hash, Is.EqualTo(one.Hash));
        Assert.That(other.Hash, Is.Not.EqualTo(one.Hash));
        Assert.That(same.Save(), Is.EqualTo(one.Save()));
    }

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(13)]
    public void A_saved_and_loaded_town_goes_on_as_if_nothing_had_been(int at)
    {
        using var whole = new TownRun(_eventful, environment: new FakeTask()).Run(at);
        var saved = whole.Save();
        using var loaded = new TownRun(_eventful, environment: new FakeTask()).Load(saved, at);
        var before = whole.Logs.Count;

        Assert.That(loaded.Save(), Is.EqualTo(saved));
        Assert.That(Links(loaded.Run(20), 0), Is.EqualTo(Links(whole.Run(20), before)));
        Assert.That(loaded.Asked.Select(a => a.Ask.Hash()), Is.EqualTo(whole.Asked.Skip(whole.Asked.Count - loaded.Asked.Count).Select(a => a.Ask.Hash())));
        Assert.That(loaded.Save(), Is.EqualTo(whole.Save()));
    }

    [Test]
    public void No_money_appears_or_vanishes_and_nobody_has_less_than_nothing()
    {
        using var run = new TownRun(_eventful, people: 40);
        var total = Sum(run);
        for (var day = 0; day < 6; day++)
        {
            run.Run(8, keep: false);

            Assert.That(Sum(run), Is.EqualTo(total));
            Assert.That(Enumerable.Range(0, run.World.Purses.Accounts).Select(a => run.World.Purses[a]), Has.All.GreaterThanOrEqualTo(0));
        }

        Assert.That(run.World.Purses.Total, Is.EqualTo(total));
    }

    [TestCase(12)]
    [TestCase(70)]
    public void Everybody_is_in_one_place_and_no_place_holds_more_than_it_can(int people)
    {
        using var run = new TownRun(_eventful, people);
        for (var tick = 0; tick < 40; tick++)
        {
            run.Run(1, keep: false);
            var here = Enumerable.Range(0, run.World.Map.Count).SelectMany(p => run.World.Here(p).Select(who => (who, p))).ToList();

            Assert.That(here.Select(h => h.who).Order(), Is.EqualTo(Enumerable.Range(0, people)));
            Assert.That(here.All(h => run.World.Citizens[h.who].Place == h.p));
            Assert.That(Enumerable.Range(0, run.World.Map.Count).All(p => run.World.Here(p).Count <= run.World.Map[p].Capacity));
        }
    }

    [Test]
    public void Every_answer_of_the_rule_can_be_written_in_its_shape()
    {
        using var run = new TownRun(_eventful, people: 20, tempers: Tempers.With('N', 2), environment: new FakeTask()).Run(40);

        Assert.That(run.Asked.Select(a => a.Ask.Key.Purpose).Distinct(), Is.EquivalentTo(new[] { "plan", "line", "deed", "words", "reflection", "stance" }));
        Assert.That(() => run.Asked.ForEach(a => ShapeCodec.Write(a.Ask.Shape, a.Answer.Value)), Throws.Nothing);
        Assert.That(run.Asked.Select(a => a.Ask.Key).Distinct().Count(), Is.EqualTo(run.Asked.Count), "every question has its own key");
    }

    [Test]
    public void Asking_and_answering_change_nothing()
    {
        using var run = new TownRun(_eventful).Run(9, keep: false);
        var before = run.Save();
        foreach (var phase in run.Study.Phases)
        {
            foreach (var question in phase.Ask(new Moment(9, 0)).ToList()) phase.Rule(question.Ask, false);
        }

        Assert.That(run.Save(), Is.EqualTo(before));
    }

    [Test]
    public void A_town_that_cannot_be_is_refused_by_name()
    {
        Assert.That(() => new TownRun(new TownConfig { Turns = 0 }), Throws.TypeOf<InputException>().With.Message.Contains("town.turns"));
        Assert.That(() => new TownRun(new TownConfig { Noticed = 2 }), Throws.TypeOf<InputException>().With.Message.Contains("town.noticed"));
        Assert.That(() => new TownRun(people: 1), Throws.TypeOf<InputException>());
    }

    private static List<string> Links(TownRun run, int from) => [.. run.Logs.Skip(from).Select(l => l.Chain("", default))];

    private static long Sum(TownRun run) => Enumerable.Range(0, run.World.Purses.Accounts).Sum(a => run.World.Purses[a]);
}
