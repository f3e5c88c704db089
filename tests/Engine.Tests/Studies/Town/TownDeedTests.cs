using NUnit.Framework;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Tests.Studies.Town;

public sealed class TownDeedTests
{
    [Test]
    public void The_reason_of_a_refusal_is_in_the_next_prompt()
    {
        using var run = new TownRun(new TownConfig { Events = EventRichness.None }, mind: ScriptedMind.Preferring(_ => ["go to the school", "go to the market", "go to the square"])).Run(2);
        var refused = Actions(run).Where(a => !a.Done && a.Action == "move").ToList();

        Assert.That(refused.Select(r => r.Reason), Does.Contain("The school is closed."));
        foreach (var row in refused.Where(r => r.Reason == "The school is closed.").Take(1))
        {
            var next = run.Asked.Single(a => a.Ask.Key.Who == row.Who && a.Ask.Key is { Tick: 1, Phase: "act", Round: 0 });
            Assert.That(string.Concat(next.Ask.Blocks.Select(b => b.Text)), Does.Contain("The school is closed."));
        }
    }

    [Test]
    public void A_proposal_is_voted_on_comes_into_force_and_is_read_by_all()
    {
        using var run = new TownRun(new TownConfig { VoteTicks = 4, FoundingRule = false, Events = EventRichness.None }, mind: ScriptedMind.Preferring(who => ["vote for", "propose a rule", "go to the town hall", "go to the square"])).Run(8);
        var closed = run.Logs.SelectMany(l => l.Events).Where(e => e.Kind == "vote_closed").ToList();

        Assert.That(closed, Is.Not.Empty);
        Assert.That(closed[0].Data, Does.Contain("\"passed\":true").And.Not.Contain("\"yes\":0"));
        Assert.That(run.World.Rules.InForce, Is.Not.Empty);
        run.Run(1);
        Assert.That(run.Asked[^1].Ask.Blocks.Single(b => b.Name == "today").Text, Does.Contain(RuleKinds.WordOf(run.World.Rules.InForce[0].Kind)));
        Assert.That(run.World.Citizens.All(c => c.VotedOn.All(id => run.World.Rules.Open.Any(o => o.Id == id))), "closed votes are forgotten");
    }

    [Test]
    public void A_theft_that_is_seen_is_reported_and_fined()
    {
        var config = new TownConfig { Noticed = 1, Fine = 250 };
        string thief = "";
        using var run = new TownRun(config, mind: ScriptedMind.Preferring(who => who == thief ? ["steal from"] : ["report", "rest"]));
        thief = run.World.NameOf(0);
        var treasury = run.World.Purses[run.World.Treasury];
        run.Run(3);
        var sanction = run.Logs.SelectMany(l => l.Events).First(e => e.Kind == "sanction");

        Assert.That(Actions(run).Count(a => a.Action == "steal" && a.Done), Is.GreaterThan(0));
        Assert.That(Actions(run).Count(a => a.Action == "report" && a.Done), Is.GreaterThan(0));
        Assert.That((sanction.Who, sanction.Data.Contains("fine theft", StringComparison.Ordinal)), Is.EqualTo((thief, true)));
        Assert.That(run.World.Purses[run.World.Treasury], Is.GreaterThan(treasury));
        Assert.That(run.World.Ties.Of(run.World.Find(sanction.Other!).Index).Single(t => t.Other == 0).Trust, Is.LessThan(0));
    }

    [Test]
    public void Without_a_rule_a_theft_is_no_breach_that_anybody_can_report()
    {
        string thief = "";
        using var run = new TownRun(new TownConfig { Noticed = 1, FoundingRule = false }, mind: ScriptedMind.Preferring(who => who == thief ? ["steal from"] : ["report", "rest"]));
        thief = run.World.NameOf(0);
        run.Run(3);

        Assert.That(Actions(run).Where(a => a.Action == "report").Select(a => a.Reason).Distinct(), Is.EqualTo(new[] { "No rule in force forbids it." }));
        Assert.That(run.Logs.SelectMany(l => l.Events).Where(e => e.Kind == "sanction"), Is.Empty);
    }

    [Test]
    public void What_is_bought_given_offered_and_taken_changes_hands_and_nothing_else()
    {
        using var run = new TownRun(new TownConfig { Events = EventRichness.None }, people: 30, mind: ScriptedMind.Preferring(who => who[0] % 3 == 0 ? ["accept", "give ", "offer "] : who[0] % 3 == 1 ? ["accept", "steal", "go to"] : ["buy tools", "buy books", "go to the market", "go to the square"]));
        var before = Count(run);
        run.Run(7); // no supper and no wages yet
        var bought = Actions(run).Where(a => a.Done && a.Params.Contains("\"label\":\"buy ", StringComparison.Ordinal)).ToList();

        Assert.That(Actions(run).Where(a => a.Done).Select(a => a.Action).Distinct(), Is.SupersetOf(new[] { "trade", "gift" }));
        Assert.That(bought, Is.Not.Empty);
        Assert.That(Count(run) - before, Is.EqualTo(bought.Count), "goods of the people grow by what they bought and by nothing else");
    }

    [Test]
    public void Groups_are_joined_and_left()
    {
        using var run = new TownRun(mind: ScriptedMind.Preferring(_ => ["join the", "go to"])).Run(12);
        var members = run.World.Groups.SelectMany((g, i) => g.Members.Select(m => (m, i))).ToList();

        Assert.That(Actions(run).Where(a => a.Done).Select(a => a.Action), Does.Contain("join_group"));
        Assert.That(members, Is.EquivalentTo(run.World.Citizens.Where(c => c.Group >= 0).Select(c => (c.Index, c.Group))));
    }

    [Test]
    public void A_common_task_is_offered_worded_done_and_told()
    {
        using var run = new TownRun(new TownConfig { Events = EventRichness.None }, environment: new FakeTask()).Run(40);
        var done = Actions(run).Where(a => a.Action == "look_up" && a.Done).ToList();

        Assert.That(done, Is.Not.Empty);
        Assert.That(done[0].Params, Does.Contain("\"word_query\":\"oaks\""));
        Assert.That(run.World.Find(done[0].Who).Memory.All.Select(m => m.Text), Does.Contain("You read about oaks."));
        Assert.That(run.Study.Phases, Has.Count.EqualTo(7));
        Assert.That(run.Logs.SelectMany(l => l.Measures).Last(m => m.Name == "finished").Value, Is.GreaterThan(0.5), "most finish");
    }

    private static List<ActionRow> Actions(TownRun run) => [.. run.Logs.SelectMany(l => l.Actions)];

    private static int Count(TownRun run) => run.World.Citizens.Sum(c => c.Goods.Sum());
}
