using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Engine.Studies.Town.Orchestration;

namespace PersonaSim.Engine.Tests.Studies.Town;

public sealed class TownPromptTests
{
    [Test]
    public void All_who_are_asked_in_a_round_share_their_leading_blocks_and_nothing_else()
    {
        using var run = new TownRun(people: 20, environment: new FakeTask()).Run(9);

        foreach (var round in run.Asked.GroupBy(a => (a.Ask.Key.Tick, a.Ask.Key.Phase, a.Ask.Key.Round)))
        {
            Assert.That(round.Select(a => a.Ask.SharedBlocks).Distinct(), Is.EqualTo(new[] { 3 }));
            Assert.That(round.Select(a => string.Concat(a.Ask.Blocks.Take(3).Select(b => b.Text))).Distinct().Count(), Is.EqualTo(1));
            Assert.That(round.Select(a => a.Ask.Blocks[3].Text).Distinct().Count(), Is.EqualTo(round.Select(a => a.Ask.Key.Who).Distinct().Count()), "who one is");
        }
    }

    [Test]
    public void The_blocks_of_the_town_are_the_same_all_day_but_for_today()
    {
        using var run = new TownRun(people: 10).Run(9);

        Assert.That(run.Asked.Select(a => a.Ask.Blocks[0].Text).Distinct().Count(), Is.EqualTo(1));
        Assert.That(run.Asked.Select(a => a.Ask.Blocks[1].Text).Distinct().Count(), Is.GreaterThan(5));
    }

    [Test]
    public void Without_memory_no_prompt_has_any_and_the_stream_is_kept_all_the_same()
    {
        using var none = new TownRun(new TownConfig { Memory = MemoryMode.None }).Run(10);
        using var full = new TownRun().Run(10);

        Assert.That(none.Asked.SelectMany(a => a.Ask.Blocks).Where(b => b.Name == "memories"), Is.Empty);
        Assert.That(full.Asked.Count(a => a.Ask.Blocks.Any(b => b.Name == "memories")), Is.GreaterThan(full.Asked.Count / 2));
        Assert.That(none.World.Citizens.Min(c => c.Memory.Count), Is.GreaterThan(0));
    }

    [Test]
    public void Personal_blocks_stay_small()
    {
        using var run = new TownRun(people: 32, environment: new FakeTask()).Run(60);
        var lengths = run.Asked.Select(a => a.Ask.Blocks.Skip(a.Ask.SharedBlocks).Sum(b => b.Text.Length)).Order().ToList();

        Assert.That(lengths[lengths.Count / 2], Is.LessThan(1200));
        Assert.That(lengths[^1], Is.LessThan(2600));
    }

    [Test]
    public void What_an_orchestrator_says_reaches_all_or_the_one_it_is_for()
    {
        using var run = new TownRun(orchestrator: new Loud()).Run(1);
        var asked = run.Asked.Where(a => a.Ask.Key.Phase == "act").ToList();

        Assert.That(asked.Select(a => a.Ask.Blocks[1].Text), Has.All.Contain("Save water."));
        Assert.That(asked.Count(a => a.Ask.Blocks[2].Text.Contains($"Listen, {a.Ask.Key.Who}.", StringComparison.Ordinal)), Is.EqualTo(asked.Count));
    }

    [Test]
    public void Nothing_in_a_town_without_events_comes_from_outside()
    {
        using var none = new TownRun(new TownConfig { Events = EventRichness.None }).Run(40);
        using var rich = new TownRun(new TownConfig { Events = EventRichness.Rich }).Run(40);

        Assert.That(none.Logs.SelectMany(l => l.Events).Where(e => e.Kind == "day_event"), Is.Empty);
        Assert.That(rich.Logs.SelectMany(l => l.Events).Count(e => e.Kind == "day_event"), Is.GreaterThan(1));
    }

    [Test]
    public void A_probe_is_spoken_to_as_in_the_towns_own_asks_and_hears_what_was_said()
    {
        using var run = new TownRun(new TownConfig { Environment = "research" }, people: 12).Run(8);
        var who = run.World.NameOf(3);
        var asked = run.Asked.Last(a => a.Ask.Key.Who == who).Ask;
        var blocks = run.Study.Blocks(who, 7);

        Assert.That(run.Study.SharedBlocks, Is.EqualTo(asked.SharedBlocks));
        Assert.That(blocks.Take(2), Is.EqualTo(asked.Blocks.Take(2)));
        Assert.That(blocks.Select(b => b.Name), Is.SupersetOf(new[] { "you", "memories", "now" }));
        Assert.That(run.Study.Said(who, 3).Select(l => l.Text), Is.EqualTo(run.Logs.SelectMany(l => l.Messages).Where(m => m.From == who).Select(m => m.Text).TakeLast(3)));
        Assert.That(run.Study.Topics, Has.Count.EqualTo(2));
    }

    [Test]
    public void Where_an_option_stands_is_drawn()
    {
        using var run = new TownRun(people: 20).Run(10);
        var places = run.Asked.Where(a => a.Ask.Key.Purpose == "deed").Select(a => (Shape: (ChoiceShape)a.Ask.Shape, At: ((ChoiceShape)a.Ask.Shape).Options.ToList().IndexOf("rest here"))).ToList();

        Assert.That(places.Average(p => (p.At + 0.5) / p.Shape.Options.Count), Is.EqualTo(0.5).Within(0.07));
    }

    private sealed class Loud : IOrchestrator
    {
        public string Guidance(string who, string role, long tick) => $"Listen, {who}.";

        public string TownGoals(long tick) => "Save water.";
    }
}
