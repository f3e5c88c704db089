using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Tests.Runs.Loop;

public sealed class TickLoopTests
{
    [Test]
    public void Two_runs_of_one_seed_have_equal_hashes_and_another_seed_has_others()
    {
        var (loop, village) = Loops.Over(new MemoryRunStore());
        loop.Run();
        var (other, _) = Loops.Over(new MemoryRunStore(), seed: 8);
        other.Run();

        Assert.That((loop.EventHash, loop.ProbeHash), Is.EqualTo(Loops.Undisturbed()));
        Assert.That(village.Gifts, Is.GreaterThan(20), "something must have happened");
        Assert.That(other.EventHash, Is.Not.EqualTo(loop.EventHash));
    }

    [Test]
    public void A_run_that_dies_before_any_commit_goes_on_as_one_that_never_did()
    {
        var whole = new MemoryRunStore();
        Loops.Over(whole).Loop.Run();
        var expected = Loops.Undisturbed();

        for (var death = 0; death < whole.Commits; death += 3)
        {
            var store = new MemoryRunStore { FailsAfter = death };
            Assert.That(() => Loops.Over(store).Loop.Run(), Throws.InstanceOf<IOException>());
            store.FailsAfter = -1;
            var (loop, _) = Loops.Over(store);
            loop.Run();

            Assert.That((loop.EventHash, loop.ProbeHash), Is.EqualTo(expected), $"killed before commit {death}");
            Assert.That(store.AllAnswers.Count(), Is.EqualTo(whole.AllAnswers.Count()));
        }
    }

    [Test]
    public void A_replay_needs_no_mind_writes_nothing_and_gives_the_same_hashes()
    {
        var store = new MemoryRunStore();
        var (loop, village) = Loops.Over(store);
        loop.Run();
        var commits = store.Commits;

        var (replay, again) = Loops.Over(store, Loops.Nobody(), new TickPlan(Loops.Ticks) { RecordedOnly = true, FromTheStart = true });
        replay.Run();

        Assert.That((replay.EventHash, replay.ProbeHash), Is.EqualTo((loop.EventHash, loop.ProbeHash)));
        Assert.That(again.Purses, Is.EqualTo(village.Purses));
        Assert.That(store.Commits, Is.EqualTo(commits));
    }

    [Test]
    public void A_replay_names_the_first_ask_whose_answer_is_gone()
    {
        var store = new MemoryRunStore();
        Loops.Over(store).Loop.Run();
        var gone = store.AllAnswers.Skip(20).First().Key;
        store.Forget(gone);

        var (replay, _) = Loops.Over(store, Loops.Nobody(), new TickPlan(Loops.Ticks) { RecordedOnly = true, FromTheStart = true });

        Assert.That(() => replay.Run(), Throws.InstanceOf<RunDivergedException>().With.Message.Contains(gone.ToString()));
    }

    [Test]
    public void A_record_whose_asks_were_others_is_refused_by_key()
    {
        var store = new MemoryRunStore();
        Loops.Over(store).Loop.Run();
        var key = store.AllAnswers.Skip(20).First().Key;
        store.Alter(key, a => a with { Recorded = a.Recorded with { Print = new AskPrint("0123456789abcdef0123", a.Recorded.Print.Parts) } });

        var (replay, _) = Loops.Over(store, Loops.Nobody(), new TickPlan(Loops.Ticks) { RecordedOnly = true, FromTheStart = true });

        Assert.That(() => replay.Run(), Throws.InstanceOf<RecordedMismatchException>().With.Message.Contains(key.ToString()));
    }

    [Test]
    public void A_changed_answer_shows_at_its_step()
    {
        var store = new MemoryRunStore();
        Loops.Over(store).Loop.Run();
        var changed = store.AllAnswers.First(a => a.Recorded.Answer.Value is ChoiceValue { Option: not "nobody" });
        store.Alter(changed.Key, a => a with { Recorded = a.Recorded with { Answer = a.Recorded.Answer with { Value = new ChoiceValue(Loops.People - 1, "nobody") } } });

        var (replay, _) = Loops.Over(store, Loops.Nobody(), new TickPlan(Loops.Ticks) { RecordedOnly = true, FromTheStart = true });

        Assert.That(() => replay.Run(), Throws.InstanceOf<RunDivergedException>().With.Message.Contains($"step {changed.Key.Tick}/0/{changed.Key.Round}"));
    }

    [Test]
    public void A_finished_run_goes_on_as_one_that_was_meant_to_be_longer()
    {
        var store = new MemoryRunStore();
        Loops.Over(store).Loop.Run();
        var (longer, _) = Loops.Over(store, plan: new TickPlan(Loops.Ticks + 9) { CheckpointEvery = 5 });
        longer.Run();

        Assert.That((longer.EventHash, longer.ProbeHash), Is.EqualTo(Loops.Undisturbed(new TickPlan(Loops.Ticks + 9))));
    }

    [Test]
    public void A_long_run_keeps_few_checkpoints_and_any_of_its_ticks_can_be_reached()
    {
        var store = new MemoryRunStore();
        var plan = new TickPlan(150) { CheckpointEvery = 1 };
        var (whole, _) = Loops.Over(store, plan: plan);
        whole.Run();

        Assert.That(store.Checkpoints.Count(), Is.InRange(9, 18));
        Assert.That(store.Checkpoints.Last(), Is.EqualTo(149));
        foreach (var tick in (long[])[3, 77, 148])
        {
            var (again, _) = Loops.Over(store, Loops.Nobody(), plan with { RecordedOnly = true });
            again.RunTo(tick);
            Assert.That(again.EventHash, Is.EqualTo(store.Steps.Last(s => s.Step.Id.Tick == tick).Step.EventHash), $"tick {tick}");
        }
    }

    [Test]
    public void A_new_run_from_a_tick_of_another_is_that_run_where_nothing_differs()
    {
        var store = new MemoryRunStore();
        var (whole, _) = Loops.Over(store);
        whole.Run();
        var treatment = Loops.Treatment();
        var village = Loops.Village(treatment);
        var at = new TickLoop(village, treatment, Loops.Nobody(), store, new TickPlan(Loops.Ticks) { RecordedOnly = true });
        at.RunTo(6);
        var second = new MemoryRunStore();
        second.CommitCheckpoint(at.State(6));

        var (branch, _) = Loops.Over(second);
        branch.Run();

        Assert.That((branch.EventHash, branch.ProbeHash), Is.EqualTo((whole.EventHash, whole.ProbeHash)));
        Assert.That(second.Steps.Min(s => s.Step.Id.Tick), Is.EqualTo(7));
    }

    [Test]
    public void Probes_leave_no_trace_in_the_world()
    {
        var (with, village) = Loops.Over(new MemoryRunStore());
        var (without, quiet) = Loops.Over(new MemoryRunStore(), probes: false);

        with.Run();
        without.Run();

        Assert.That(with.EventHash, Is.EqualTo(without.EventHash));
        Assert.That(with.ProbeHash, Is.Not.Empty);
        Assert.That(village.Purses, Is.EqualTo(quiet.Purses));
    }

    [Test]
    public void A_cap_stops_behind_a_whole_page_and_the_run_goes_on_with_a_higher_one()
    {
        var store = new MemoryRunStore();
        var (capped, _) = Loops.Over(store, Loops.Rule(caps: new LedgerCaps { Calls = 50 }));

        Assert.That(() => capped.Run(), Throws.InstanceOf<CapReachedException>());
        var (loop, _) = Loops.Over(store);
        loop.Run();

        Assert.That((loop.EventHash, loop.ProbeHash), Is.EqualTo(Loops.Undisturbed()));
    }

    [Test]
    public void Cancelling_stops_behind_a_page_and_loses_nothing()
    {
        var store = new MemoryRunStore();
        using var stop = new CancellationTokenSource();
        var treatment = Loops.Treatment();
        var village = Loops.Village(treatment);
        var loop = new TickLoop(village, treatment, Loops.Rule(), store, new TickPlan(Loops.Ticks), new Stopper(stop, afterAnswers: 30));

        Assert.That(() => loop.Run(stop.Token), Throws.InstanceOf<OperationCanceledException>());
        var (again, _) = Loops.Over(store);
        again.Run();

        Assert.That((again.EventHash, again.ProbeHash), Is.EqualTo(Loops.Undisturbed()));
    }

    [Test]
    public void Arms_of_one_seed_ask_the_same_until_somebody_acts_differently()
    {
        var asked = new List<string[]>();
        foreach (var arm in new[] { Arm.None, Arm.Steer, Arm.Placebo, Arm.Deranged })
        {
            var store = new MemoryRunStore();
            Loops.Over(store, arm: arm).Loop.Run();
            asked.Add([.. store.Answers(new StepId(0, 0, 0)).Select(a => a.Recorded.Print.Hash)]);
        }

        Assert.That(asked, Has.All.EqualTo(asked[0]));
        Assert.That(asked[0], Has.Length.EqualTo(Loops.People));
    }

    [Test]
    public void The_size_of_pages_changes_nothing_for_a_mind_that_answers_one_by_one()
    {
        var (loop, _) = Loops.Over(new MemoryRunStore(), Loops.Rule(page: 1000));
        loop.Run();

        Assert.That((loop.EventHash, loop.ProbeHash), Is.EqualTo(Loops.Undisturbed()));
    }

    private sealed class Stopper(CancellationTokenSource stop, int afterAnswers) : IRunWatcher
    {
        private int _answers;

        public void Answered(StepId id, string phase, int answered)
        {
            if (++_answers * 4 > afterAnswers) stop.Cancel();
        }
    }
}
