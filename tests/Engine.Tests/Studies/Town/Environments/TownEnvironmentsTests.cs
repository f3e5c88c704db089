using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Studies.Town.Environments;

public sealed class TownEnvironmentsTests
{
    [TestCase("reserch", "did you mean research?")]
    [TestCase("pol", "did you mean policy?")]
    [TestCase("chess", "Known: research, policy, nav, open.")]
    public void An_unknown_task_is_refused_with_what_was_meant(string name, string expected) =>
        Assert.That(() => new TestTown(name), Throws.InstanceOf<InputException>().With.Message.Contain(expected));

    [TestCase(0)]
    [TestCase(-3)]
    public void Difficulty_and_rounds_must_be_positive(int value)
    {
        Assert.That(() => new TestTown("nav", value), Throws.InstanceOf<InputException>().With.Message.Contain("difficulty"));
        Assert.That(() => new TestTown("open", rounds: value), Throws.InstanceOf<InputException>().With.Message.Contain("rounds"));
    }

    [TestCase("research", "'library'")]
    [TestCase("policy", "'hall'")]
    [TestCase("nav", "two places")]
    public void A_town_without_the_places_is_refused(string name, string expected) =>
        Assert.That(() => TownEnvironments.Create(new EnvironmentConfig { Name = name }, ["Ann"], [new("square", ["lively"]), new("cottages", ["home"])], new Rng(1), TestTown.Prompts), Throws.InstanceOf<InputException>().With.Message.Contain(expected));

    [Test]
    public void More_notes_than_the_tables_hold_are_refused_with_both_numbers() =>
        Assert.That(() => new TestTown("research", 100_000), Throws.InstanceOf<InputException>().With.Message.Contain("600012").And.Message.Contain("540"));

    [Test]
    public void The_free_town_has_no_task()
    {
        var open = new TestTown("open");

        Assert.That(open.Environment.Actions, Is.Empty);
        Assert.That(open.Environment.Suggest(open.First, "square", 0), Is.Null);
        Assert.That(open.Environment.IsFinished(open.First), Is.False);
        Assert.That(open.Saved(), Is.Empty);
        Assert.That(open.Environment.News(open.First), Is.Empty);
        Assert.That(() => open.Do(open.First, "scan"), Throws.ArgumentException.With.Message.Contain("'scan'"));
    }

    [Test]
    public void Two_people_of_one_name_are_refused() =>
        Assert.That(() => TownEnvironments.Create(new EnvironmentConfig { Name = "nav" }, ["Ann", "Ann"], TestTown.Places, new Rng(1), TestTown.Prompts), Throws.InstanceOf<InputException>().With.Message.Contain("'Ann'"));
}
