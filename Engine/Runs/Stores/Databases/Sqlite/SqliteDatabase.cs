using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using PersonaSim.Native;
using SQLitePCL;

namespace PersonaSim.Engine.Runs.Stores.Databases.Sqlite;

/// <summary>A run's own file.</summary>
internal sealed class SqliteDatabase : IStoreDatabase
{
    private const int BusyMilliseconds = 5000;

    private readonly SqliteConnection _connection;
    private readonly RunLock? _lock;
    private readonly SortedDictionary<string, SqliteRowWriter> _writers = new(StringComparer.Ordinal);

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(string where, string source, SqliteOpenMode mode, RunLock? held)
    {
        (Where, ReadOnly, _lock) = (where, held is null, held);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false, DefaultTimeout = BusyMilliseconds / 1000 }.ToString());
    }

    public string Where { get; }

    public bool ReadOnly { get; }

    public DbConnection Connection => _connection;

    public Dialect Dialect => Dialect.Sqlite;

    internal sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens a file for its one writer, whose lock goes with the database.</summary>
    public static SqliteDatabase OpenToWrite(string path, bool create, RunLock held)
    {
        var database = new SqliteDatabase(path, path, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, held);
        return database.Opened("""
            pragma journal_mode = wal;
            pragma synchronous = normal;
            pragma foreign_keys = off;
            pragma temp_store = memory;
            """);
    }

    /// <summary>Opens a file to read beside its writer, if there is one: nothing is written, nobody waits.</summary>
    public static SqliteDatabase OpenToRead(string path)
    {
        try
        {
            return new SqliteDatabase(path, path, SqliteOpenMode.ReadOnly, null).Opened("select count(*) from sqlite_master");
        }
        catch (InputException e) when (!File.Exists(path + "-wal") && e.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY })
        {
            // a folder that cannot be written to has no room for the file that readers and a writer share; and no writer either
            var uri = new Uri(path).AbsoluteUri + "?immutable=1";
            return new SqliteDatabase(path, uri, SqliteOpenMode.ReadOnly, null).Opened("select count(*) from sqlite_master");
        }
    }

    /// <summary>A private copy that goes with the connection, for what must be changed before it can be read.</summary>
    public SqliteDatabase Copy()
    {
        var copy = new SqliteDatabase(Where, "", SqliteOpenMode.ReadWriteCreate, null).Opened("pragma temp_store = file");
        _connection.BackupDatabase(copy._connection);
        return copy;
    }

    /// <summary>Reads every page; a line for each thing that is wrong.</summary>
    public IReadOnlyList<string> FindDamage() => [.. _connection.Query<string>("pragma quick_check(3)").Where(line => line != "ok")];

    public void Begin() => Run("begin immediate");

    public void Commit() => Run("commit");

    public void Rollback()
    {
        // a full disk or a failed read has rolled back already
        if (_connection.Handle is { } handle && raw.sqlite3_get_autocommit(handle) == 0) _ = raw.sqlite3_exec(handle, "rollback");
    }

    public void BeginRead() => Run("pragma query_only = on");

    public void EndRead() => Run("pragma query_only = off");

    public void BeginSnapshot() => Run("pragma query_only = on; begin");

    public void EndSnapshot()
    {
        Rollback();
        Run("pragma query_only = off");
    }

    public IRowWriter Insert(Table table)
    {
        if (!_writers.TryGetValue(table.Name, out var writer)) _writers[table.Name] = writer = new SqliteRowWriter(this, table);
        return writer;
    }

    public Exception? Explain(Exception fault) => SqliteErrors.Explain(Where, fault);

    public string? WrongInQuery(DbException fault) => SqliteErrors.WrongInQuery(fault);

    public void Dispose()
    {
        foreach (var writer in _writers.Values) writer.Free();
        _connection.Dispose();
        _lock?.Dispose();
    }

    internal void Check(int result)
    {
        if (result != raw.SQLITE_OK) throw new SqliteException(raw.sqlite3_errmsg(Handle).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(Handle));
    }

    private void Run(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    private SqliteDatabase Opened(string first)
    {
        try
        {
            _connection.Open();
            _ = raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
            Run(first);
            return this;
        }
        catch (Exception e)
        {
            Dispose();
            if (Explain(e) is { } told) throw told;
            throw;
        }
    }
}
