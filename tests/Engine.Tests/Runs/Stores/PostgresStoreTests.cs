using NUnit.Framework;
using PersonaSim.Engine.Runs.Stores;

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
    public void Make_a_database()
    {
        using var connection = new Npgsql.NpgsqlConnection($"Host=127.0.0.1;Port={_server.Port};Username={PostgresServer.User};Password={PostgresServer.Password};Database=postgres;Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"create database d{++_database}";
        command.ExecuteNonQuery();
    }

    protected override IRunStore Create(string run) => PostgresRunStore.Create(Address, run);

    protected override IRunStore Open(string run) => PostgresRunStore.Open(Address, run);

    protected override IRunStore OpenRead(string run) => PostgresRunStore.OpenRead(Address, run);

    private string Address => _server.AddressOf(PostgresServer.Password, $"d{_database}");
}
