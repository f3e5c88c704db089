using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Engine.Tests.Runs.Loop;
using PersonaSim.Native;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class ProbePhaseTests
{
    [Test]
    public void Probes_change_no_event()
    {
        var (with, store, _) = Parlours.Run(Parlours.Often, 13);
        var (without, _, _) = Parlours.Run(null, 13);

        Assert.That(with.EventHash, Is.EqualTo(without.EventHash));
        Assert.That(with.State(12).State, Is.EqualTo(without.State(12).State));
        Assert.That(Parlours.Rows(store).Select(r => r.Row.Instrument).Distinct(), Is.EquivalentTo(new[] { "ipip-50", "stability", "behaviour", "opinions", "observer" }));
    }

    [Test]
    public void A_run_that_dies_during_probes_goes_on_as_one_that_never_did()
    {
        var (whole, wholeStore, _) = Parlours.Run(Parlours.Often, 7);

        for (var death = 5; death < wholeStore.Commits; death += 17)
        {
            var store = new MemoryRunStore { FailsAfter = death };
            Assert.That(() => Parlours.Run(Parlours.Often, 7, store: store), Throws.InstanceOf<IOException>());
            store.FailsAfter = -1;
            var (loop, _, _) = Parlours.Run(Parlours.Often, 7, store: store);

            Assert.That((loop.EventHash, loop.ProbeHash), Is.EqualTo((whole.EventHash, whole.ProbeHash)), $"killed before commit {death}");
        }
    }

    [Test]
    public void Every_kind_keeps_its_cadence_and_begins_at_tick_0()
    {
        var (_, store, _) = Parlours.Run(Parlours.Often, 13);
        var ticks = Parlours.Rows(store).GroupBy(r => r.Row.Instrument).ToDictionary(g => g.Key, g => g.Select(r => r.Tick).Distinct().ToArray());

        Assert.That(ticks["ipip-50"], Is.EqualTo(new[] { 0, 3, 6, 9, 12 }));
        Assert.That(ticks["behaviour"], Is.EqualTo(new[] { 0, 4, 8, 12 }));
        Assert.That(ticks["observer"], Is.EqualTo(new[] { 0, 5, 10 }));
        Assert.That(ticks["stability"], Is.EqualTo(new[] { 0, 2, 4, 6, 8, 10, 12 }));
        Assert.That(ticks["opinions"], Is.EqualTo(new[] { 0, 6, 12 }));
        Assert.That(Parlours.Run(Parlours.Never, 2).Loop.ProbeHash, Is.Empty);
    }

    [Test]
    public void An_ask_is_the_studys_own_blocks_and_a_question_whatever_the_condition()
    {
        var parlour = Parlours.After(6, Parlours.Often);
        var who = parlour.People[3];

        foreach (var phase in Probes(parlour).Where(p => p.Name != "probe/observer"))
        {
            var asked = phase.Ask(new Moment(12, 0)).Where(q => q.Ask.Key.Who == who).ToList();
            var own = parlour.Blocks(who, 12);

            Assert.That(asked, Is.Not.Empty);
            foreach (var (ask, personality) in asked)
            {
                Assert.That(ask.Blocks.Take(own.Count), Is.EqualTo(own), ask.Key.ToString());
                Assert.That(ask.Blocks.Skip(own.Count).Select(b => (b.Name, b.Role)), Is.EqualTo(new[] { ("question", "user") }));
                Assert.That(ask.Blocks[^1].Text, Does.StartWith("\n"), "the study's last block ends in the middle of a line");
                Assert.That((ask.SharedBlocks, ask.Mode), Is.EqualTo((parlour.SharedBlocks, AskMode.Score)));
                Assert.That(personality, Is.EqualTo(ask.Key.Purpose.StartsWith("dosed/", StringComparison.Ordinal) ? Personality.Own : Personality.Undosed));
            }

            if (phase.Name is "probe/stability" or "probe/capability") continue; // dosed only
            string[] Texts(Personality p) => [.. asked.Where(q => q.Personality == p).Select(q => q.Ask.Blocks[^1].Text)];
            Assert.That(Texts(Personality.Undosed), Is.EqualTo(Texts(Personality.Own)));
        }
    }

    [Test]
    public void Asks_of_a_tick_have_different_keys_and_the_same_ones_every_time()
    {
        var parlour = Parlours.After(6, Parlours.Often with { ItemsPerTrait = 0 });
        var keys = Probes(parlour).SelectMany(p => p.Ask(new Moment(0, 0))).Select(q => q.Ask.Key).ToList();
        var again = Probes(parlour).SelectMany(p => p.Ask(new Moment(0, 0))).Select(q => q.Ask.Key).ToList();

        Assert.That(keys, Is.EqualTo(again));
        Assert.That(keys.Distinct().Count(), Is.EqualTo(keys.Count));
        Assert.That(keys.Count(k => k.Phase == "probe/likert"), Is.EqualTo(9 * 50 * 2));
        Assert.That(Probes(parlour).SelectMany(p => p.Ask(new Moment(0, 1))), Is.Empty, "a probe has one round");
    }

    [Test]
    public void Rows_do_not_depend_on_the_order_of_answers()
    {
        var parlour = Parlours.After(6, Parlours.Often);
        var draws = new CounterRng(5);

        foreach (var phase in Probes(parlour))
        {
            var answers = Parlours.Answer(phase, new Moment(60, 0));
            var shuffled = answers.ToArray();
            for (var i = shuffled.Length - 1; i > 0; i--)
            {
                var j = draws.NextInt(i + 1);
                (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
            }

            Assert.That(Rows(phase, shuffled), Is.EqualTo(Rows(phase, answers)).And.Not.Empty, phase.Name);
        }
    }

    [Test]
    public void Everybody_gets_a_turn_and_nobody_two_more_than_another()
    {
        var draws = new CounterRng(11);
        for (var trial = 0; trial < 200; trial++)
        {
            var people = Enumerable.Range(0, 1 + draws.NextInt(40)).Select(GivenNames.At).ToList();
            var atATime = 1 + draws.NextInt(people.Count);
            var turns = new ProbeTurns(people, atATime, new Rng((ulong)trial));
            var counts = people.ToDictionary(p => p, _ => 0);
            for (var firing = 0; firing < 50; firing++)
            {
                var chosen = turns.At(firing).ToList();
                Assert.That(chosen, Is.Unique);
                Assert.That(chosen, Has.Count.EqualTo(atATime));
                foreach (var who in chosen) counts[who]++;
                Assert.That(counts.Values.Max() - counts.Values.Min(), Is.LessThanOrEqualTo(1), $"{people.Count} people, {atATime} at a time, firing {firing}");
            }

            Assert.That(turns.Panel().At(7), Is.EqualTo(turns.At(0)), "stability asks the same people again");
        }
    }

    [Test]
    public void The_order_of_turns_is_the_seeds()
    {
        var people = Enumerable.Range(0, 40).Select(GivenNames.At).ToList();
        var one = new ProbeTurns(people, 5, new Rng(1));
        var same = new ProbeTurns(people, 5, new Rng(1));
        var other = new ProbeTurns(people, 5, new Rng(2));

        Assert.That(one.At(0), Is.EqualTo(same.At(0)).And.Not.EqualTo(other.At(0)));
        Assert.That(new ProbeTurns(people, 0, new Rng(1)).At(3), Is.EqualTo(people), "0: all");
    }

    [Test]
    public void A_few_at_a_time_are_asked_as_they_would_be_among_all()
    {
        var all = Parlours.After(6, Parlours.Often);
        var few = Parlours.After(6, Parlours.Often with { People = 2 });

        foreach (var (phase, whole) in Probes(few).Zip(Probes(all)))
        {
            var asked = phase.Ask(new Moment(60, 0)).ToList();
            var hashes = whole.Ask(new Moment(60, 0)).ToDictionary(q => q.Ask.Key, q => q.Ask.Hash());

            Assert.That(asked.Select(q => q.Ask.Key.Who).Distinct().Count(), Is.EqualTo(2), phase.Name);
            Assert.That(asked.Select(q => q.Ask.Hash()), Is.EqualTo(asked.Select(q => hashes[q.Ask.Key])));
        }
    }

    [Test]
    public void A_study_without_topics_is_asked_for_no_opinions()
    {
        var (treatment, people, rng) = Parlours.People(3);
        var parlour = new Parlour(people.Names, rng, treatment);

        Assert.That(ProbePhases.Of(new ProbeConfig(), parlour, people.Names, Parlours.Prompts, rng, treatment).Select(p => p.Name), Is.EqualTo(new[] { "probe/likert", "probe/stability", "probe/behaviour", "probe/observer", "probe/capability" }));
        Assert.That(ProbePhases.Of(Parlours.Never, parlour, people.Names, Parlours.Prompts, rng, treatment, parlour), Is.Empty);
    }

    [Test]
    public void A_configuration_that_cannot_work_is_refused_by_its_key()
    {
        var wrong = new (ProbeConfig Config, string Key)[]
        {
            (new() { LikertEvery = -1 }, "probes.likert_every is -1"),
            (new() { ItemsPerTrait = 1 }, "probes.items_per_trait is 1"),
            (new() { People = -3 }, "probes.people is -3"),
            (new() { ObserverLines = 2 }, "probes.observer_lines is 2"),
            (new() { ObserverMind = "" }, "probes.observer_mind"),
            (new() { Conditions = [] }, "probes.conditions"),
            (new() { LikertInstrument = "ipip-05" }, "Did you mean instruments/ipip-50?"),
        };

        foreach (var (config, key) in wrong) Assert.That(() => Parlours.Parlour(config), Throws.InstanceOf<InputException>().With.Message.Contains(key));
    }

    private static IEnumerable<IPhase> Probes(Parlour parlour) => parlour.Phases.Skip(1);

    private static List<ProbeRow> Rows(IPhase phase, IReadOnlyList<Answered> answers)
    {
        var log = new StepLog();
        phase.Apply(new Moment(60, 0), answers, log);
        return log.Probes;
    }
}
