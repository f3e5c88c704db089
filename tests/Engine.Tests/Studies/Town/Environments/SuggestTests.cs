using NUnit.Framework;

namespace PersonaSim.Engine.Tests.Studies.Town.Environments;

/// <summary>Laws of every task.</summary>
public sealed class SuggestTests
{
    private static readonly string[] _tasks = ["research", "policy", "nav"];

    /// <summary>
    /// Ticks that suffice when one walks anywhere in one: research asks and cites each answer; a committee of up to five fills in all fields
    /// together; nav moves before every scan, and may find each place emptied by others once.
    /// </summary>
    private static int Bound(string task, int difficulty, int rounds = 1) => task switch
    {
        "research" => rounds * ((2 * difficulty) + 2),
        "policy" => rounds * (difficulty + 4),
        _ => (2 * rounds * difficulty) + (2 * TestTown.Places.Length),
    };

    [Test]
    public void Everybody_who_follows_finishes_with_a_full_score([ValueSource(nameof(_tasks))] string task, [Values(3, 6)] int difficulty, [Values(5, 32, 300)] int people)
    {
        var town = new TestTown(task, difficulty, people);

        var ticks = town.FollowToTheEnd(Bound(task, difficulty) + 1);

        TestContext.Out.WriteLine($"{task}, difficulty {difficulty}, {people} people: {ticks} ticks, at most {Bound(task, difficulty)} allowed");
        Assert.That(town.Finished, "everybody finishes");
        Assert.That(ticks, Is.LessThanOrEqualTo(Bound(task, difficulty)));
        Assert.That(town.People.Select(town.Environment.Score), Is.All.EqualTo(1));
        Assert.That(town.People.Select(p => town.Environment.Suggest(p, "square", 99)), Is.All.Null, "nothing is left to do");
    }

    [Test]
    public void Small_and_large_tasks_can_be_finished_too([ValueSource(nameof(_tasks))] string task, [Values(1, 2, 20)] int difficulty, [Values(1, 2, 3, 6)] int people)
    {
        var town = new TestTown(task, difficulty, people);

        town.FollowToTheEnd(Bound(task, difficulty));

        Assert.That(town.Finished);
        Assert.That(town.MeanScore, Is.EqualTo(1));
    }

    [Test]
    public void Later_rounds_can_be_finished_like_the_first([ValueSource(nameof(_tasks))] string task)
    {
        var town = new TestTown(task, 3, 32, rounds: 4);

        town.FollowToTheEnd(Bound(task, 3, 4));

        Assert.That(town.Finished);
        Assert.That(town.MeanScore, Is.EqualTo(1));
    }

    [Test]
    public void It_can_be_finished_where_places_are_full_and_far_apart([ValueSource(nameof(_tasks))] string task)
    {
        var town = new TestTown(task, 6, 60);
        const int Room = 10; // nobody gets in where ten are; one step a tick along a line of places; now and then one strolls about, as do those who wait

        var tick = 0;
        for (; tick < 400 && !town.Finished; tick++)
        {
            foreach (var (who, plan) in town.People.Select(p => (p, town.Environment.Suggest(p, town.At[p], tick))).ToList())
            {
                var here = Array.FindIndex(TestTown.Places, p => p.Name == town.At[who]);
                var stream = town.Rng.For("test.stroll", who, tick);
                var goal = plan is null || stream.NextInt(4) == 0 ? stream.NextInt(TestTown.Places.Length) : Array.FindIndex(TestTown.Places, p => plan.Action == "move" && p.Name == plan.Parameters["to"]);
                if (goal < 0) town.Do(who, plan, tick);
                else if (goal != here && TestTown.Places[here + Math.Sign(goal - here)].Name is var next && town.At.Values.Count(a => a == next) < Room) town.At[who] = next;
            }
        }

        TestContext.Out.WriteLine($"{task}: {tick} ticks");
        Assert.That(town.Finished, $"{town.People.Count(town.Environment.IsFinished)} of {town.People.Count} finished");
        Assert.That(town.MeanScore, Is.EqualTo(1));
    }

    [Test]
    public void Doing_anything_at_all_gets_little([ValueSource(nameof(_tasks))] string task, [Values(3, 6)] int difficulty)
    {
        var town = new TestTown(task, difficulty, 32);
        var needed = new TestTown(task, difficulty, 32).FollowToTheEnd(Bound(task, difficulty));

        for (var tick = 0; tick < needed; tick++) town.Wander(tick);

        TestContext.Out.WriteLine($"{task}, difficulty {difficulty}: {town.MeanScore:0.000} in {needed} ticks");
        Assert.That(town.MeanScore, Is.LessThan(0.4));
    }

    [Test]
    public void A_saved_state_is_the_same_after_loading_and_goes_on_alike([ValueSource(nameof(_tasks))] string task, [Values(0, 1, 3, 5)] int ticks)
    {
        var (town, other) = (new TestTown(task, 3, 32, rounds: 2), new TestTown(task, 3, 32, rounds: 2));
        for (var tick = 0; tick < ticks; tick++)
        {
            town.Follow(tick);
            town.Wander(100 + tick);
        }

        other.Load(town.Saved());
        foreach (var who in town.People) other.At[who] = town.At[who];

        Assert.That(other.Saved(), Is.EqualTo(town.Saved()));
        foreach (var who in town.People) Assert.That(other.Environment.Situation(who, "library"), Is.EqualTo(town.Environment.Situation(who, "library")));
        for (var tick = ticks; tick < 12; tick++)
        {
            town.Follow(tick);
            other.Follow(tick);
        }

        Assert.That(other.Saved(), Is.EqualTo(town.Saved()));
    }

    [Test]
    public void The_state_of_another_task_is_refused()
    {
        var saved = new TestTown("nav").Saved();

        Assert.That(() => new TestTown("research").Load(saved), Throws.InstanceOf<PersonaSim.Native.InputException>().With.Message.Contain("'nav'"));
        Assert.That(() => new TestTown("nav", people: 6).Load(saved), Throws.InstanceOf<PersonaSim.Native.InputException>().With.Message.Contain("6"));
    }

    [Test]
    public void Equal_seeds_give_equal_tasks_and_others_differ([Values("research", "policy")] string task)
    {
        static string Read(TestTown town) => string.Join('\n', town.People.Select(p => town.Environment.Situation(p, "square")));

        var (one, other) = (new TestTown(task, 6, 32), new TestTown(task, 6, 32));

        Assert.That(Read(one), Is.EqualTo(Read(other)));
        Assert.That(Read(new TestTown(task, 6, 32, seed: 8)), Is.Not.EqualTo(Read(one)));
    }

    [Test]
    public void Looking_changes_nothing([ValueSource(nameof(_tasks))] string task)
    {
        var town = new TestTown(task, 3, 32);
        town.Follow(0);
        var before = town.Saved();

        foreach (var who in town.People)
        {
            town.Environment.Situation(who, "hall");
            town.Environment.Suggest(who, "hall", 1);
            town.Environment.Score(who);
            town.Environment.News(who);
            foreach (var action in town.Environment.Actions.SelectMany(a => a.Parameters.Select(p => (a.Name, p)))) town.Environment.Choices(who, action.Name, action.p);
        }

        _ = town.Environment.Measures;
        Assert.That(town.Saved(), Is.EqualTo(before));
    }

    [Test]
    public void Measures_go_from_none_to_all([ValueSource(nameof(_tasks))] string task)
    {
        var town = new TestTown(task, 3, 32);
        var before = town.Environment.Measures.Sum(m => m.Value);

        town.FollowToTheEnd(50);

        Assert.That(before, Is.Zero);
        Assert.That(town.Environment.Measures[0].Value, Is.EqualTo(1).Within(1e-12), town.Environment.Measures[0].Name);
    }

    [Test]
    public void An_action_of_another_task_is_a_mistake_of_the_caller([ValueSource(nameof(_tasks))] string task) =>
        Assert.That(() => new TestTown(task).Do("Ann 0", "dance"), Throws.ArgumentException.With.Message.Contain("'dance'"));

    [Test]
    public void Nobody_acts_who_does_not_live_here([ValueSource(nameof(_tasks))] string task) =>
        Assert.That(() => new TestTown(task).Environment.Score("Zoe"), Throws.ArgumentException.With.Message.Contain("Zoe"));
}
