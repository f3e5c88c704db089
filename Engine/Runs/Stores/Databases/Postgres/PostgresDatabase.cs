using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Stores.Databases.Postgres;

/// <summary>A run's own schema in a database that a team shares; one connection, whose session holds the run's lock.</summary>
internal sealed class PostgresDatabase : IStoreDatabase
{
    // a session whose process was killed goes within moments; nobody should be refused because of it
    private static readonly TimeSpan _lockPatience = TimeSpan.FromSeconds(1);

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly string _run;
    private NpgsqlTransaction? _transaction;

    private PostgresDatabase(NpgsqlConnectionStringBuilder settings, string run, bool readOnly)
    {
        (_settings, _run, ReadOnly) = (settings, run, readOnly);
        Schema = "run_" + run;
        if (run.Length == 0 || System.Text.Encoding.UTF8.GetByteCount(Schema) > 63 || run.AsSpan().ContainsAny('"', '\0')) throw new InputException($"'{run}' cannot name a run in PostgreSQL: a name has 1 to 59 bytes and no quotes. Give the run another --run-id.");
        Where = $"{PostgresAddress.Show(settings)}, run {run}";
        _connection = new NpgsqlConnection(settings.ToString());
    }

    public string Where { get; }

    public bool ReadOnly { get; }

    /// <summary>The schema that holds the run's tables.</summary>
    public string Schema { get; }

    // whoever was given a closed connection would open it anew, without the run's lock and schema
    public DbConnection Connection => IsOpen ? _connection : throw PostgresErrors.Lost(Where);

    public Dialect Dialect => Dialect.Postgres;

    public static PostgresDatabase Open(string address, string run, bool create, bool readOnly)
    {
        var database = new PostgresDatabase(PostgresAddress.Parse(address), run, readOnly);
        try
        {
            database._connection.Open();
            if (readOnly) database._connection.Execute("set default_transaction_read_only = on");
            else database.Lock();
            if (create) database._connection.Execute($"create schema if not exists \"{database.Schema}\"");
            database._connection.Execute($"set search_path to \"{database.Schema}\"");
            return database;
        }
        catch (Exception e)
        {
            database.Dispose();
            if (database.Explain(e) is { } told) throw told;
            throw;
        }
    }

    private bool IsOpen => _connection.State == System.Data.ConnectionState.Open;

    public void Begin() => _transaction = IsOpen ? _connection.BeginTransaction() : throw PostgresErrors.Lost(Where);

    public void Commit()
    {
        _transaction!.Commit();
        End();
    }

    public void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            // the connection is gone, and the server has rolled back
        }

        End();
    }

    public void BeginRead() => Connection.Execute("begin transaction read only");

    public void EndRead()
    {
        if (IsOpen) _connection.Execute("rollback");
    }

    public void BeginSnapshot() => Connection.Execute("begin transaction isolation level repeatable read read only");

    public void EndSnapshot() => EndRead();

    public IRowWriter Insert(Table table) => new PostgresRowWriter(_connection.BeginBinaryImport($"copy {table.Name} ({string.Join(", ", table.Columns)}) from stdin (format binary)"));

    public Exception? Explain(Exception fault) => PostgresErrors.Explain(Where, _settings, fault);

    public string? WrongInQuery(DbException fault) => PostgresErrors.WrongInQuery(fault);

    public void Dispose()
    {
        _transaction?.Dispose();
        _connection.Dispose();
    }

    private void End()
    {
        _transaction?.Dispose();
        _transaction = null;
    }

    private void Lock()
    {
        var key = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("persim run " + _run)));
        for (var began = TimeProvider.System.GetTimestamp(); !_connection.ExecuteScalar<bool>("select pg_try_advisory_lock(@key)", new { key }); Thread.Sleep(50))
        {
            if (TimeProvider.System.GetElapsedTime(began) > _lockPatience) throw new InputException($"Run {_run} is in use by process {Holder(key)}, which writes to it. Wait for its end, or stop it; persim inspect, report and query read a run while it is written.");
        }
    }

    // as PostgresAddress names a session: persim PROCESS on MACHINE
    private string Holder(long key) => _connection.ExecuteScalar<string>("""
        select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and ((l.classid::bigint << 32) | l.objid::bigint) = @key
            and l.database = (select oid from pg_database where datname = current_database())
        """, new { key }) is { } name && name.StartsWith("persim ", StringComparison.Ordinal) ? name["persim ".Length..] : "?";
}
