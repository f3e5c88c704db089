using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>What holds for every run store; a fixture for each database says how one is made.</summary>
public abstract partial class StoreLaws
{
    private static readonly (string Table, string Columns)[] _rowTables =
    [
        ("events", "kind, who, other, place, data"), ("messages", "sender, hearers, place, encounter, turn, text, fallback"), ("actions", "who, action, target, place, params, done, reason, fallback"),
        ("probes", "instrument, item, trait, who, condition, value, mass, data"), ("measures", "name, group_name, value"), ("edges", "kind, source, target, weight"),
        ("safety", "who, category, severity, policy, factor_before, factor_after, text"),
    ];

    private static readonly StepId _first = new(1, 0, 0);

    [Test]
    public void What_was_committed_comes_back_equal()
    {
        var random = new RandomRows(7);
        var steps = Enumerable.Range(0, 12).Select(i => new StepId(1 + (i / 6), i / 2 % 3, i % 2)).Select(id => (Id: id, Pages: Enumerable.Range(0, random.Int(3)).Select(p => random.Answers(id, 1 + random.Int(20), p)).ToList(), Log: random.Log(random.Int(60)))).ToList();
        var checkpoints = new[] { random.Checkpoint(1), random.Checkpoint(2) };
        var committed = steps.ConvertAll(s => new CommittedStep(s.Id, random.Text(), s.Pages.Sum(p => p.Count), random.Text(), random.Text()));

        using (var store = Create("run"))
        {
            foreach (var (step, line) in steps.Zip(committed))
            {
                foreach (var page in step.Pages) store.CommitAnswers(step.Id, page);
                store.CommitStep(line, step.Log, step.Id is (_, 2, 1) ? checkpoints[step.Id.Tick - 1] : null);
            }
        }

        foreach (var open in new[] { OpenRead, Open })
        {
            using var store = open("run");
            Assert.That(store.Last, Is.EqualTo(committed[^1]));
            foreach (var (step, line) in steps.Zip(committed))
            {
                Assert.That(store.Find(step.Id), Is.EqualTo(line));
                Assert.That(store.Answers(step.Id).Select(Plain.Of), Is.EqualTo(step.Pages.SelectMany(p => p).Select(Plain.Of)));
                foreach (var (table, columns) in _rowTables) Assert.That(Rows(store, table, columns, step.Id), Is.EqualTo(Rows(step.Log, table)), table);
            }

            Assert.That(new long[] { 0, 1, 2, 99 }.Select(t => Plain.Of(store.CheckpointAt(t))), Is.EqualTo(new[] { "none", Plain.Of(checkpoints[0]), Plain.Of(checkpoints[1]), Plain.Of(checkpoints[1]) }));
        }
    }

    [Test]
    public void Answers_of_a_page_may_arrive_in_pieces_and_come_back_in_page_order()
    {
        var random = new RandomRows(8);
        var (early, late, second) = (random.Answers(_first, 3), random.Answers(_first, 4).ConvertAll(a => Renumber(a, 50)), random.Answers(_first, 5, page: 1));

        using (var store = Create("run"))
        {
            store.CommitAnswers(_first, second);
            store.CommitAnswers(_first, early);
        }

        using var again = Open("run");
        again.CommitAnswers(_first, late);
        again.CommitAnswers(_first, []);
        Assert.That(again.Answers(_first).Select(Plain.Of), Is.EqualTo(early.Concat(late).Concat(second).Select(Plain.Of)));
        Assert.That(again.Last, Is.Null);
    }

    [Test]
    public void An_answer_is_kept_once()
    {
        var answers = new RandomRows(9).Answers(_first, 3);
        using (var store = Create("run")) store.CommitAnswers(_first, answers[..2]);

        using var again = Open("run");

        Assert.That(() => again.CommitAnswers(_first, [answers[2], answers[1]]), Throws.InvalidOperationException.With.Message.Contains(answers[1].Key.ToString()).And.Message.Contains(again.Where));
        Assert.That(() => again.CommitAnswers(_first, [answers[2], answers[2]]), Throws.InvalidOperationException);
        Assert.That(again.Answers(_first), Has.Count.EqualTo(2), "the page whose second answer was known is not there in part");
        again.CommitAnswers(_first, answers[2..]);
        Assert.That(again.Answers(_first), Has.Count.EqualTo(3));
    }

    [Test]
    public void A_step_closes_its_answers_and_all_steps_before_it()
    {
        var random = new RandomRows(10);
        using var store = Create("run");
        var answers = random.Answers(_first, 2);
        store.CommitAnswers(_first, answers);

        Assert.That(() => store.CommitStep(Step(_first, 3), new StepLog()), Throws.InvalidOperationException.With.Message.Contains("3 answers").And.Message.Contains("holds 2"));
        store.CommitStep(Step(_first, 2), new StepLog());

        Assert.That(() => store.CommitStep(Step(_first, 2), new StepLog()), Throws.InvalidOperationException.With.Message.Contains("1/0/0"));
        Assert.That(() => store.CommitStep(Step(new StepId(0, 9, 9)), new StepLog()), Throws.InvalidOperationException);
        Assert.That(() => store.CommitAnswers(_first, random.Answers(_first, 1, page: 3)), Throws.InvalidOperationException);
        Assert.That(() => store.CommitAnswers(new StepId(2, 0, 0), random.Answers(new StepId(3, 0, 0), 1)), Throws.ArgumentException.With.Message.Contains("2/0/0"));
        Assert.That(() => store.CommitStep(Step(new StepId(2, 0, 0)), new StepLog(), random.Checkpoint(3)), Throws.ArgumentException);
        Assert.That(store.Last!.Id, Is.EqualTo(_first));
    }

    [Test]
    public void Nothing_of_a_failed_transaction_is_there()
    {
        var random = new RandomRows(11);
        using (var store = Create("run"))
        {
            store.CommitStep(Step(_first), random.Log(20), random.Checkpoint(1));
            store.SetFact("ledger", "not lost");
            var broken = random.Log(40);
            broken.Measures.Add(null!);

            Assert.That(() => store.CommitStep(Step(new StepId(1, 1, 0)), broken), Throws.InstanceOf<NullReferenceException>());
            Assert.That(store.Last!.Id, Is.EqualTo(_first));
            Assert.That(Count(store, "events") + Count(store, "edges"), Is.LessThan(20));
            Assert.That(() => store.CommitStep(Step(new StepId(1, 1, 0)), new StepLog(), random.Checkpoint(1)), Throws.Exception, "two checkpoints behind one tick");
            store.CommitStep(Step(new StepId(1, 1, 0)), new StepLog());
        }

        using var again = OpenRead("run");
        Assert.That((again.Last!.Id, Count(again, "steps"), again.Fact("ledger")), Is.EqualTo((new StepId(1, 1, 0), 2L, "not lost")));
    }

    [Test]
    public void Facts_are_written_with_the_next_commit_of_anything()
    {
        using (var store = Create("run"))
        {
            store.SetFact("a", "1");
            store.SetFact("a", "2");
            store.SetFact("b\0", "\ud800");
            Assert.That(store.Fact("a"), Is.EqualTo("2"));
            using (var beside = OpenRead("run")) Assert.That(beside.Fact("a"), Is.Null);
            store.CommitStep(Step(_first), new StepLog());
            store.SetFact("a", "3");
            store.CommitFacts();
            store.SetFact("a", "never committed");
        }

        using var again = Open("run");
        Assert.That((again.Fact("a"), again.Fact("b\0"), again.Fact("c")), Is.EqualTo(("3", "\ud800", (string?)null)));
    }

    [Test]
    public void A_block_is_kept_once_by_its_hash()
    {
        var (rules, other) = (new Block("rules", "system", "Be \0 kind.", true), new Block("x", "user", ""));
        using (var store = Create("run"))
        {
            store.CommitBlocks([("h1", rules), ("h1", rules)]);
            store.CommitBlocks([("h1", other), ("h2", other)]);
        }

        using var again = Open("run");
        again.CommitBlocks([("h2", rules)]);
        Assert.That((again.FindBlock("h1"), again.FindBlock("h2"), again.FindBlock("h3")), Is.EqualTo((rules, other, (Block?)null)));
    }

    [Test]
    public void A_start_is_the_first_that_a_run_keeps()
    {
        var random = new RandomRows(12);
        var start = random.Checkpoint(40);
        using var store = Create("run");
        store.CommitStart(start);

        Assert.That(() => store.CommitStart(random.Checkpoint(41)), Throws.InvalidOperationException);
        Assert.That((store.Last, Plain.Of(store.CheckpointAt(40)), store.CheckpointAt(39)), Is.EqualTo(((CommittedStep?)null, Plain.Of(start), (Checkpoint?)null)));
    }

    [Test]
    public void Pruning_keeps_the_first_the_last_and_the_checkpoint_behind_every_nth_tick()
    {
        var random = new RandomRows(13);
        using var store = Create("run");
        for (var tick = 1; tick <= 11; tick++) store.CommitStep(Step(new StepId(tick, 0, 0)), new StepLog(), random.Checkpoint(tick));

        Assert.That(store.PruneCheckpoints(5), Is.EqualTo(7));

        Assert.That(store.Query("select tick from checkpoints order by tick").Select(r => r["tick"]), Is.EqualTo(new object[] { 1L, 4L, 9L, 11L }));
        Assert.That(() => store.PruneCheckpoints(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    protected static CommittedStep Step(StepId id, int answers = 0) => new(id, "act", answers, $"e{id}", $"p{id}");

    protected static long Count(IRunStore store, string table) => (long)store.Query($"select count(*) as n from {table}")[0]["n"]!;

    /// <summary>The place of runs, as <see cref="StoreWriter"/> takes it.</summary>
    protected abstract string Place { get; }

    protected abstract IRunStore Create(string run);

    protected abstract IRunStore Open(string run);

    protected abstract IRunStore OpenRead(string run);

    /// <summary>The bare database of a run that may not be there yet, to be written to.</summary>
    private protected abstract IStoreDatabase Database(string run);

    private static StoredAnswer Renumber(StoredAnswer answer, int by)
    {
        var moved = answer.Recorded.Answer with { Key = answer.Key with { N = answer.Key.N + by } };
        return answer with { Recorded = answer.Recorded with { Answer = moved } };
    }

    private static IEnumerable<string> Rows(IRunStore store, string table, string columns, StepId id) =>
        store.Query($"select {columns} from {table} where tick = @tick and phase = @phase and round = @round order by n", new { tick = id.Tick, phase = (long)id.Phase, round = (long)id.Round })
            .Select(r => Plain.Of([.. r.Values.Select(v => v is string text ? StoredText.Decode(text) : v)]));

    private static IEnumerable<string> Rows(StepLog log, string table) => table switch
    {
        "events" => log.Events.Select(r => Plain.Of(r.Kind, r.Who, r.Other, r.Place, r.Data)),
        "messages" => log.Messages.Select(r => Plain.Of(r.From, r.To, r.Place, r.Encounter, r.Turn, r.Text, r.Fallback)),
        "actions" => log.Actions.Select(r => Plain.Of(r.Who, r.Action, r.Target, r.Place, r.Params, r.Done, r.Reason, r.Fallback)),
        "probes" => log.Probes.Select(r => Plain.Of(r.Instrument, r.Item, r.Trait, r.Who, r.Condition, r.Value, r.Mass, r.Data)),
        "measures" => log.Measures.Select(r => Plain.Of(r.Name, r.Group, r.Value)),
        "edges" => log.Edges.Select(r => Plain.Of(r.Kind, r.From, r.To, r.Weight)),
        _ => log.Safety.Select(r => Plain.Of(r.Who, r.Category, r.Severity, r.Policy, r.FactorBefore, r.FactorAfter, r.Text)),
    };
}
