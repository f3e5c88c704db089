using System.Text;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Analytics;

/// <summary>A DuckDB database in memory with its one connection; one thread uses it, but anybody may <see cref="Interrupt"/>.</summary>
public sealed unsafe class DuckConnection : IDisposable
{
    private readonly DuckDatabaseHandle _database;
    private readonly DuckConnectionHandle _connection;

    private DuckConnection(DuckDatabaseHandle database, DuckConnectionHandle connection) => (_database, _connection) = (database, connection);

    internal nint Pointer => _connection.Pointer;

    public static DuckConnection Open()
    {
        DuckRuntime.EnsureLoaded();
        nint opened = 0;
        if (DuckDb.duckdb_open(null, &opened) != DuckDb.Success) throw new NativeException("DuckDB could not open a database in memory.");
        var database = new DuckDatabaseHandle(opened);
        nint connected = 0;
        if (DuckDb.duckdb_connect(opened, &connected) == DuckDb.Success) return new DuckConnection(database, new DuckConnectionHandle(connected));
        database.Dispose();
        throw new NativeException("DuckDB could not connect to its database in memory.");
    }

    /// <summary>Runs one statement of ours.</summary>
    /// <exception cref="DuckException"/>
    public void Execute(string sql)
    {
        using var statement = DuckStatement.Prepare(this, sql);
        statement.Execute().Dispose();
    }

    /// <summary>Runs somebody's query: one statement that only reads, or it is refused.</summary>
    /// <exception cref="DuckException"/>
    public DuckRows Select(string sql)
    {
        using var statement = DuckStatement.Prepare(this, sql);
        if (!statement.OnlyReads) throw new DuckException("only a query can be run here (select, with, from, describe, summarize, explain)");
        if (statement.Readable(sql) is not { } readable) return new DuckRows(statement.Execute());
        using var cast = DuckStatement.Prepare(this, readable);
        return new DuckRows(cast.Execute());
    }

    public DuckAppender Append(string table) => new(this, table);

    /// <summary>Ends the statement that runs now, from any thread; it fails with a <see cref="DuckException"/>.</summary>
    public void Interrupt()
    {
        if (!_connection.IsClosed) DuckDb.duckdb_interrupt(_connection.Pointer);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
