using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Town;

namespace PersonaSim.Engine.Tests.Studies.Town;

public sealed class TownTalkTests
{
    private static readonly TownConfig _quiet = new() { Overheard = 0, Turns = 3 };

    [Test]
    public void A_later_speaker_sees_the_earlier_line_and_whoever_is_not_there_never_hears_of_it()
    {
        using var run = new TownRun(_quiet, people: 24, mind: Marked()).Run(6);
        var lines = run.Asked.Where(a => a.Ask.Key.Phase == "talk").ToList();
        var second = lines.Where(a => a.Ask.Key.Round == 1).ToList();

        Assert.That(second, Is.Not.Empty);
        foreach (var (ask, _) in second)
        {
            var question = ask.Blocks[^1].Text;
            Assert.That(lines.Count(l => l.Ask.Key.Tick == ask.Key.Tick && l.Ask.Key.Round == 0 && question.Contains(Mark(l.Ask), StringComparison.Ordinal)), Is.EqualTo(1), ask.Key.ToString());
        }

        foreach (var message in run.Logs.SelectMany(l => l.Messages))
        {
            foreach (var who in run.World.Citizens)
            {
                var knows = who.Memory.All.Any(m => m.Text == message.Text);
                Assert.That(knows, Is.EqualTo(who.Name == message.From || message.To.Contains($"\"{who.Name}\"", StringComparison.Ordinal)), $"{who.Name}: {message.Text} to {message.To}");
            }
        }
    }

    [Test]
    public void Whoever_stands_by_may_overhear_and_remembers_it_as_such()
    {
        using var run = new TownRun(new TownConfig { Overheard = 1 }, people: 24, mind: Marked()).Run(8);

        Assert.That(run.World.Citizens.SelectMany(c => c.Memory.All).Count(m => m.Kind == MemoryKind.Overheard), Is.GreaterThan(10));
    }

    [Test]
    public void Who_meets_is_in_one_encounter_in_one_place_and_nobody_waits_for_ever()
    {
        using var run = new TownRun(new TownConfig { MaxEvents = 6 }, people: 32).Run(60);
        var met = new Dictionary<string, List<long>>();
        foreach (var (tick, events) in run.Logs.Select((l, i) => (i, l.Events.Where(e => e.Kind == "meet").ToList())).Where(e => e.Item2.Count > 0))
        {
            var names = events.SelectMany(e => new[] { e.Who, e.Other! }.Concat(Third(e))).ToList();
            Assert.That(names, Is.Unique);
            Assert.That(events, Has.Count.LessThanOrEqualTo(6));
            foreach (var name in names) (met.TryGetValue(name, out var list) ? list : met[name] = []).Add(tick);
        }

        Assert.That(met, Has.Count.EqualTo(32));
        Assert.That(met.Values.Min(m => m.Count), Is.GreaterThan(met.Values.Max(m => m.Count) / 4.0), "encounters are shared out");
    }

    [Test]
    public void What_a_governor_drops_nobody_hears_and_what_it_redacts_is_heard_so()
    {
        using var dropped = new TownRun(_quiet, governor: new Censor(null)).Run(4);
        using var redacted = new TownRun(_quiet, governor: new Censor("[removed]")).Run(4);

        Assert.That(dropped.Logs.SelectMany(l => l.Messages), Is.Empty);
        Assert.That(dropped.World.Citizens.SelectMany(c => c.Memory.All).Where(m => m.Kind is MemoryKind.Heard or MemoryKind.Said), Is.Empty);
        Assert.That(redacted.Logs.SelectMany(l => l.Messages).Select(m => m.Text).Distinct(), Is.EqualTo(new[] { "[removed]" }));
        Assert.That(redacted.Study.DoseFactor(redacted.World.NameOf(0)), Is.EqualTo(0.5));
    }

    [Test]
    public void Opinions_move_only_by_answers_and_advocates_never_by_the_rule()
    {
        using var silent = new TownRun(new TownConfig { MaxEvents = 0 }, people: 40);
        var before = Stances(silent);
        silent.Run(16, keep: false);
        using var run = new TownRun(new TownConfig { Advocates = 0.2 }, people: 40);
        var advocates = run.World.Citizens.Where(c => c.Advocates.Contains(0)).ToList();
        run.Run(48, keep: false);

        Assert.That(Stances(silent), Is.EqualTo(before), "without talk nobody moves");
        Assert.That(advocates, Has.Count.EqualTo(8));
        Assert.That(advocates.Select(a => run.World.Opinions.StanceOf(a.Index, 0)), Has.All.EqualTo(5));
        Assert.That(run.Asked, Is.Empty);
    }

    private static List<int> Stances(TownRun run) => [.. run.World.Citizens.Select(c => run.World.Opinions.StanceOf(c.Index, 0))];

    private static IEnumerable<string> Third(EventRow row)
    {
        using var data = System.Text.Json.JsonDocument.Parse(row.Data);
        return data.RootElement.GetProperty("third").GetString() is { } third ? [third] : [];
    }

    private static string Mark(Ask ask) => $"word-{ask.Key.Tick}-{ask.Key.Round}-{ask.Key.Who}.";

    private static ScriptedMind Marked() => new((ask, answer) => ask.Key.Phase != "talk" ? answer
        : new FieldsValue([((FieldsValue)answer).Fields[0], new FieldAnswer("say", new TextValue(Mark(ask))), new FieldAnswer("more", new ChoiceValue(0, "yes"))]));

    private sealed class Censor(string? instead) : IGovernor
    {
        public string? Review(string who, string text, long tick, StepLog log) => instead;

        public double FactorOf(string who) => 0.5;

        public void Advance(long tick, StepLog log)
        {
        }

        public void Save(BinaryWriter writer)
        {
        }

        public void Load(BinaryReader reader)
        {
        }
    }
}
