using Dapper;
using Npgsql;
using NUnit.Framework;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Databases.Postgres;
using PersonaSim.Engine.Runs.Stores.Migrations;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Runs.Stores;

/// <summary>The laws of every store, for the one that a team shares.</summary>
[Category("Full")]
public sealed class PostgresStoreTests : StoreLaws
{
    private PostgresServer _server = null!;
    private int _database;

    [OneTimeSetUp]
    public void Start_a_server() => _server = new PostgresServer();

    [OneTimeTearDown]
    public void Stop_it() => _server.Dispose();

    [SetUp]
    public void Make_a_database() => Execute($"create database d{++_database}");

    [Test]
    public void A_run_of_an_older_schema_is_not_read()
    {
        MakeSchema1("run");

        Assert.That(() => OpenRead("run"), Throws.TypeOf<InputException>().With.Message.Contains("schema 1").And.Message.Contains("resume"));
    }

    [Test]
    public void A_newer_schema_is_refused_with_both_numbers()
    {
        using (var database = Database("run"))
        {
            Migrator.Migrate(database);
            database.Connection.Execute("update meta set value = '9' where name = 'schema'");
        }

        foreach (var open in new[] { Open, OpenRead }) Assert.That(() => open("run"), Throws.TypeOf<InputException>().With.Message.Contains($"schema 9, and this version of persim knows schemas up to {Migrator.Newest}"));
    }

    [Test]
    public void Runs_of_one_database_do_not_see_each_other()
    {
        using var one = Create("one");
        using var other = Create("Other run: ü");
        one.CommitStep(Step(new StepId(1, 0, 0)), new StepLog());

        Assert.That(other.Last, Is.Null);
        Assert.That(() => Create(new string('r', 60)), Throws.TypeOf<InputException>().With.Message.Contains("59 bytes"));
        Assert.That(() => Create("a\"b"), Throws.TypeOf<InputException>());
    }

    [Test]
    public void Whatever_is_wrong_with_the_address_is_said_without_the_password()
    {
        Create("run").Dispose();
        var database = $"d{_database}";
        (string Address, string Words)[] wrong =
        [
            (_server.AddressOf("not the password", database), "does not let persim in"),
            ($"postgres://persim@127.0.0.1:{_server.Port}/{database}", "wants a password for persim"),
            (_server.AddressOf(PostgresServer.Password, "nowhere"), "has no database nowhere"),
            ($"postgres://persim:hidden@127.0.0.1:{PostgresServer.FreePort()}/x", "There is no PostgreSQL server at 127.0.0.1:"),
            ("postgres://persim:hidden@host.invalid/x", "There is no PostgreSQL server at host.invalid:5432"),
            ("postgres://persim:hidden@127.0.0.1:port/x", "cannot be read"),
            ("Host=127.0.0.1;Password=hidden;Nonsense=1", "cannot be read"),
            ("mysql://persim:hidden@127.0.0.1/x", "cannot be read"),
        ];
        foreach (var (address, words) in wrong)
        {
            var told = Assert.Throws<InputException>(() => PostgresRunStore.Open(address, "run"), address)!.ToString();
            Assert.That(told, Does.Contain(words));
            Assert.That(told, Does.Not.Contain("hidden").And.Not.Contain("not the password").And.Not.Contain(PostgresServer.Password).And.Not.Contain(Uri.EscapeDataString(PostgresServer.Password)));
        }
    }

    [Test]
    public void A_lost_connection_is_said_and_what_was_committed_is_kept()
    {
        using (var store = Create("run"))
        {
            store.CommitStep(Step(new StepId(1, 0, 0)), new RandomRows(31).Log(20));
            Execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'persim%'");

            Assert.That(() => store.CommitStep(Step(new StepId(2, 0, 0)), new RandomRows(32).Log(20)), Throws.TypeOf<InputException>().With.Message.Contains("Everything committed before is kept"));
            Assert.That(() => store.CommitStep(Step(new StepId(2, 0, 0)), new StepLog()), Throws.TypeOf<InputException>());
        }

        using var again = Open("run");
        Assert.That(again.Last!.Id.Tick, Is.EqualTo(1));
    }

    protected override string Place => _server.AddressOf(PostgresServer.Password, $"d{_database}");

    protected override IRunStore Create(string run) => PostgresRunStore.Create(Place, run);

    protected override IRunStore Open(string run) => PostgresRunStore.Open(Place, run);

    protected override IRunStore OpenRead(string run) => PostgresRunStore.OpenRead(Place, run);

    private protected override IStoreDatabase Database(string run) => PostgresDatabase.Open(Place, run, create: true, readOnly: false);

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={_server.Port};Username={PostgresServer.User};Password={PostgresServer.Password};Database=postgres;Pooling=false");
        connection.Open();
        connection.Execute(sql);
    }
}
