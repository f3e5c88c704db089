using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class ObserverProbeTests
{
    [Test]
    public void An_observer_is_nobody_and_sees_no_name()
    {
        var parlour = Parlours.After(9, Parlours.Often with { ObserverMind = "judge" });
        var asked = Observer(parlour).Ask(new Moment(10, 0)).ToList();

        Assert.That(asked, Has.Count.EqualTo(9 * 10));
        Assert.That(asked.Select(q => (q.Personality, q.Ask.Mind, q.Ask.SharedBlocks, q.Ask.Mode)), Has.All.EqualTo((Personality.None, "judge", 1, AskMode.Score)));
        Assert.That(asked.Select(q => q.Ask.Blocks[0]).Distinct().Count(), Is.EqualTo(1), "what is shared is the same for all");
        foreach (var (ask, _) in asked)
        {
            var words = Regex.Split(string.Join(' ', ask.Blocks.Select(b => b.Text)), @"[^\p{L}\p{N}]+");
            Assert.That(words.Intersect(parlour.People, StringComparer.OrdinalIgnoreCase), Is.Empty, ask.Key.ToString());
        }

        Assert.That(parlour.Said(parlour.People[0], 12).All(l => l.Text.Contains(l.Names[0], StringComparison.Ordinal)), "the lines themselves have names");
    }

    [Test]
    public void The_observer_reads_the_last_lines_oldest_first()
    {
        var parlour = Parlours.After(9, Parlours.Often with { ObserverLines = 4 });

        var lines = Observer(parlour).Ask(new Moment(10, 0)).First().Ask.Blocks[1].Text.TrimEnd('\n').Split('\n').TakeLast(5).ToList();

        Assert.That(lines[0], Does.Not.StartWith("- "));
        Assert.That(lines.Skip(1), Has.All.StartsWith("- "));
        Assert.That(lines[4], Does.Contain("worry").Or.Contain("calm"), "of tick 8");
    }

    [Test]
    public void Somebody_who_hardly_spoke_is_not_judged_and_the_rows_say_so()
    {
        var parlour = Parlours.After(2, Parlours.Often);
        var log = new StepLog();

        Assert.That(Observer(parlour).Ask(new Moment(0, 0)), Is.Empty);
        Observer(parlour).Apply(new Moment(0, 0), [], log);

        Assert.That(log.Probes.Select(p => p.Who), Is.EqualTo(parlour.People));
        Assert.That(log.Probes.Select(p => (p.Item, p.Value, p.Data)), Has.All.EqualTo(("lines", (double?)null, """{"reason":"too few lines","lines":2,"needed":3}""")));
    }

    [Test]
    public void The_rule_that_observes_judges_the_words_it_is_shown()
    {
        var phase = Observer(Parlours.After(9, Parlours.Often));
        var ask = phase.Ask(new Moment(10, 0)).First().Ask;
        ScoresValue Judged(string purpose, string lines) => (ScoresValue)phase.Rule(ask with { Key = ask.Key with { Purpose = "observer/" + purpose }, Blocks = [ask.Blocks[0], ask.Blocks[1] with { Text = lines }, ask.Blocks[2]] }, neutral: false);
        double Expected(string purpose, string lines) => Judged(purpose, lines).Probabilities.Select((p, i) => p * (i + 1)).Sum();

        Assert.That(Expected("E-plus", "- Come to the party, everyone!"), Is.GreaterThan(3.5));
        Assert.That(Expected("E-minus", "- Come to the party, everyone!"), Is.LessThan(2.5));
        Assert.That(Expected("E-plus", "- I am ALONE and like silence."), Is.LessThan(2.5));
        Assert.That(Expected("O-plus", "- Come to the party, everyone!"), Is.EqualTo(3).Within(1e-9), "no word of the trait: the middle");
        Assert.That(Judged("E-plus", "").Probabilities.Sum(), Is.EqualTo(1).Within(1e-12));
    }

    private static IPhase Observer(Parlour parlour) => parlour.Phases.Single(p => p.Name == "probe/observer");
}
