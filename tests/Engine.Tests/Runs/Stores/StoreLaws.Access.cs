using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Rows;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Runs.Stores;

// who may read and write a run, and what is asked of it
public abstract partial class StoreLaws
{
    [Test]
    public void A_query_gives_the_same_kinds_of_values_from_every_database()
    {
        using var store = Create("run");
        var log = new StepLog();
        for (var i = 0; i < 4; i++) log.Measure(new MeasureRow("m", $"g{i % 2}", i / 2.0));
        store.CommitStep(Step(_first), log);

        var rows = store.Query("select group_name, count(*) as many, sum(n) as places, avg(n) as mean, sum(value) as total, min(value) as low, null as empty from measures where name = @name group by group_name order by group_name", new { name = "m" });

        Assert.That(rows.Select(r => Plain.Of([.. r.Values])), Is.EqualTo(new[] { Plain.Of("g0", 2L, 2L, 1.0, 1.0, 0.0, null), Plain.Of("g1", 2L, 4L, 2.0, 2.0, 0.5, null) }));
        Assert.That(rows[0].Keys, Is.EqualTo(new[] { "group_name", "many", "places", "mean", "total", "low", "empty" }));
    }

    [TestCase("delete from measures")]
    [TestCase("create table x (y bigint)")]
    [TestCase("select nonsense from nowhere")]
    public void A_query_can_only_read_and_a_wrong_one_is_the_users_error(string sql)
    {
        using (var store = Create("run")) store.CommitStep(Step(_first), new RandomRows(14).Log(30));
        foreach (var open in new[] { Open, OpenRead })
        {
            using var store = open("run");
            var before = Count(store, "measures");

            Assert.That(() => store.Query(sql), Throws.TypeOf<InputException>().With.Message.Contains("query"));

            Assert.That(Count(store, "measures"), Is.EqualTo(before));
        }

        using var again = Open("run");
        again.CommitStep(Step(new StepId(2, 0, 0)), new StepLog());
    }

    [Test]
    public void A_second_writer_is_told_who_holds_the_run()
    {
        using (var store = Create("run"))
        {
            Assert.That(() => Open("run"), Throws.TypeOf<InputException>().With.Message.Contains("run is in use by process " + Environment.ProcessId));
            Assert.That(() => Create("run"), Throws.TypeOf<InputException>());
            store.CommitStep(Step(_first), new StepLog());
        }

        using var again = Open("run");
        Assert.That(again.Last!.Id, Is.EqualTo(_first));
    }

    [Test]
    public void A_reader_sees_each_commit_beside_the_writer_and_cannot_write()
    {
        using var store = Create("run");
        using var reader = OpenRead("run");
        Assert.That(reader.Last, Is.Null);

        store.CommitStep(Step(_first), new StepLog(), new RandomRows(15).Checkpoint(1));

        Assert.That((reader.Last, reader.CheckpointAt(1)?.Tick), Is.EqualTo((store.Last, 1L)));
        Assert.That(() => reader.CommitStep(Step(new StepId(2, 0, 0)), new StepLog()), Throws.InvalidOperationException);
        Assert.That(() => reader.SetFact("a", "b"), Throws.InvalidOperationException);
    }

    [Test]
    public void A_closed_store_stays_closed()
    {
        var store = Create("run");
        store.Dispose();
        store.Dispose();

        Assert.That(() => store.Find(_first), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => store.CommitStep(Step(_first), new StepLog()), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_run_is_made_once_and_a_missing_one_is_not_made()
    {
        Create("run").Dispose();

        Assert.That(() => Create("run"), Throws.TypeOf<InputException>().With.Message.Contains("already"));
        Assert.That(() => Open("other"), Throws.TypeOf<InputException>().With.Message.Contains("no run"));
        Assert.That(() => OpenRead("other"), Throws.TypeOf<InputException>().With.Message.Contains("no run"));
        Open("run").Dispose();
    }
}
