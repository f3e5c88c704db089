using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Runs.Stores.Migrations;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>What can be wrong with a run's file and its folder: each is one clear line, and nothing is lost.</summary>
public sealed class SqliteFileTests
{
    private TempFolder _folder = null!;

    private string Run => _folder.File("run");

    private string Db => Path.Combine(Run, SqliteRunStore.FileName);

    [SetUp]
    public void Make_a_folder() => _folder = new TempFolder();

    [TearDown]
    public void Remove_it() => _folder.Dispose();

    [Test]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Run);
        File.WriteAllText(Db, new string('x', 5000));

        Refused(() => SqliteRunStore.Open(Run), "is not a run's database");
        Refused(() => SqliteRunStore.OpenRead(Run), "is not a run's database");
        Refused(() => SqliteRunStore.Create(Run), "is not a run's database");
        Assert.That(File.ReadAllText(Db), Is.EqualTo(new string('x', 5000)));
    }

    [Test]
    public void A_file_cut_off_in_the_middle_is_refused()
    {
        Fill();
        var whole = File.ReadAllBytes(Db);
        foreach (var share in new[] { 0.2, 0.5, 0.9 })
        {
            File.WriteAllBytes(Db, whole[..(int)(whole.Length * share)]);

            Refused(() => SqliteRunStore.Open(Run), "is damaged");
            Refused(() => SqliteRunStore.OpenRead(Run), "is damaged");
        }
    }

    [Test]
    public void Garbage_in_any_page_is_refused_before_anything_is_written()
    {
        Fill();
        var whole = File.ReadAllBytes(Db);
        for (var page = 1; page < whole.Length / 4096; page += 3)
        {
            var harmed = whole.ToArray();
            harmed.AsSpan(page * 4096, 4096).Fill(0xA5);
            File.WriteAllBytes(Db, harmed);

            Refused(() => SqliteRunStore.Open(Run), "is damaged");
            Assert.That(File.ReadAllBytes(Db), Is.EqualTo(harmed));
        }
    }

    [Test]
    public void An_empty_file_or_another_programs_database_holds_no_run()
    {
        Directory.CreateDirectory(Run);
        File.WriteAllBytes(Db, []);
        Refused(() => SqliteRunStore.Open(Run), "holds no run");
        Refused(() => SqliteRunStore.OpenRead(Run), "holds no run");

        Sql("create table meta (name text, value text); create table other (x)");
        Refused(() => SqliteRunStore.Open(Run), "holds no run");
        Refused(() => SqliteRunStore.OpenRead(Run), "holds no run");
    }

    [Test]
    public void A_run_cut_off_while_it_was_made_can_be_made_again()
    {
        Directory.CreateDirectory(Run);
        File.WriteAllBytes(Db, []);

        using var store = SqliteRunStore.Create(Run);

        Assert.That(store.Last, Is.Null);
    }

    [Test]
    public void A_full_disk_is_said_and_nothing_committed_is_lost()
    {
        var random = new RandomRows(21);
        using (var store = SqliteRunStore.Create(Run))
        {
            store.CommitStep(Step(1), random.Log(100));
            LimitPages(store, 60);
            store.SetFact("ledger", "7");

            Refused(() => store.CommitStep(Step(2), random.Log(3000)), "no room left");

            Assert.That(store.Last!.Id.Tick, Is.EqualTo(1));
            LimitPages(store, 100_000);
            store.CommitStep(Step(2), random.Log(3000));
        }

        using var again = SqliteRunStore.Open(Run);
        Assert.That((again.Last!.Id.Tick, again.Fact("ledger")), Is.EqualTo((2L, "7")));
    }

    [Test]
    public void A_transaction_of_another_program_is_said()
    {
        using var store = SqliteRunStore.Create(Run);
        using (var other = new SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            other.Open();
            using var begin = other.CreateCommand();
            begin.CommandText = "begin immediate";
            begin.ExecuteNonQuery();

            Refused(() => store.CommitStep(Step(1), new StepLog()), "locked by another process");
        }

        store.CommitStep(Step(1), new StepLog());
    }

    [Test]
    public void Damage_in_a_checkpoint_is_found_when_it_is_loaded()
    {
        using (var store = SqliteRunStore.Create(Run)) store.CommitStep(Step(5), new StepLog(), new Checkpoint(5, 1, "e", "p", new byte[1000]));
        Sql("update checkpoints set state_hash = 'f' || substr(state_hash, 2) where substr(state_hash, 1, 1) <> 'f'; update checkpoints set state = zeroblob(length(state))");

        using var again = SqliteRunStore.Open(Run);

        Refused(() => again.CheckpointAt(9), "checkpoint behind tick 5");
    }

    [Test]
    public void A_newer_schema_is_refused_with_both_numbers()
    {
        SqliteRunStore.Create(Run).Dispose();
        Sql("update meta set value = '9' where name = 'schema'");

        Refused(() => SqliteRunStore.Open(Run), $"schema 9, and this version of persim knows schemas up to {Migrator.Newest}");
        Refused(() => SqliteRunStore.OpenRead(Run), "schema 9");
    }

    [Test]
    public void A_folder_where_a_file_is_expected_and_the_reverse_are_said()
    {
        File.WriteAllText(_folder.File("file"), "");
        Directory.CreateDirectory(Db);

        Refused(() => SqliteRunStore.Create(_folder.File("file")), "cannot be made");
        Refused(() => SqliteRunStore.Create(Run), "cannot be opened");
        Refused(() => SqliteRunStore.Open(Run), "no run");
    }

    [Test]
    public void Odd_characters_in_a_path_are_a_path()
    {
        var odd = _folder.File("a;b='c\"%20?#ü 🦊");
        using (var store = SqliteRunStore.Create(odd)) store.CommitStep(Step(1), new StepLog());

        using var again = SqliteRunStore.OpenRead(odd);

        Assert.That((again.Last!.Id.Tick, File.Exists(Path.Combine(odd, SqliteRunStore.FileName))), Is.EqualTo((1L, true)));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "rights are set with chmod")]
    public void A_killed_run_in_a_folder_that_cannot_be_written_to_is_read_up_to_its_last_commit()
    {
        SqliteRunStore.Create(Run).Dispose();
        using (var writer = StoreWriter.Start(_folder.Path, "run"))
        {
            for (var commits = 0; commits < 20; commits++) writer.StandardOutput.ReadLine();
            writer.Kill();
            writer.WaitForExit();
        }

        Assert.That(File.Exists(Db + "-wal"), "what was committed lies beside the file");
        OnlyToRead(() =>
        {
            var (output, errors, _) = AsNobody(StoreWriter.OnlyRead);
            Assert.That(errors, Is.Empty);
            using var reader = SqliteRunStore.OpenRead(Run);
            Assert.That(output, Is.EqualTo($"{reader.Last!.Id}\n"));
            Assert.That(reader.Last.Id.Tick, Is.GreaterThan(1));
        });
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "rights are set with chmod")]
    public void A_folder_that_cannot_be_written_to_can_be_read_and_says_so_to_a_writer()
    {
        Fill();
        OnlyToRead(() =>
        {
            Assert.That(AsNobody(StoreWriter.OnlyRead), Is.EqualTo(("3/0/0\n", "", 0)));
            Assert.That(AsNobody(steps: 9), Is.EqualTo(("", $"The folder {Run} cannot be written to: Access to the path '{Path.Combine(Run, "run.lock")}' is denied. A run needs a folder of its own that it can write to; give yourself the right, or copy the run elsewhere. Reading it (persim inspect, report, query) needs no such right.\n", 1)));
        });
    }

    // takes away the right to write, from everybody but root, for a while
    private void OnlyToRead(Action test)
    {
        Process.Start("chmod", ["a+rx", _folder.Path]).WaitForExit();
        Process.Start("chmod", ["-R", "a-w,a+rX", Run]).WaitForExit();
        try
        {
            test();
        }
        finally
        {
            Process.Start("chmod", ["-R", "u+w", Run]).WaitForExit();
        }
    }

    private static CommittedStep Step(long tick) => new(new StepId(tick, 0, 0), "act", 0, "e", "p");

    private void Refused(Action action, string words) => Assert.That(Assert.Throws<InputException>(action)!.Message, Does.Contain(words).And.Contain(_folder.Path));

    private static void LimitPages(IRunStore store, int pages) => store.Query($"pragma max_page_count = {pages}");

    // no right stops root, so that a root's test does it as somebody else
    private (string Output, string Errors, int Code) AsNobody(int steps)
    {
        using var child = Environment.UserName == "root" ? StoreWriter.Start(_folder.Path, "run", steps, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : StoreWriter.Start(_folder.Path, "run", steps);
        var output = child.StandardOutput.ReadToEnd();
        var errors = child.StandardError.ReadToEnd();
        child.WaitForExit();
        return (output, errors, child.ExitCode);
    }

    private void Fill()
    {
        var random = new RandomRows(20);
        using var store = SqliteRunStore.Create(Run);
        for (var tick = 1; tick <= 3; tick++) store.CommitStep(Step(tick), random.Log(200), random.Checkpoint(tick));
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Db};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
