using SQLitePCL;

namespace PersonaSim.Engine.Runs.Stores.Databases.Sqlite;

/// <summary>
/// A prepared insert, bound by position and kept for the life of the connection. ADO.NET's command would bind by name and make a reader for each
/// row, which costs several times what SQLite itself does.
/// </summary>
internal sealed class SqliteRowWriter : IRowWriter
{
    private readonly SqliteDatabase _database;
    private readonly sqlite3_stmt _insert;
    private readonly int _columns;
    private byte[] _utf8 = new byte[1024];
    private int _at;

    public SqliteRowWriter(SqliteDatabase database, Table table)
    {
        (_database, _columns) = (database, table.Columns.Length);
        var sql = $"insert into {table.Name} ({string.Join(", ", table.Columns)}) values ({string.Join(", ", Enumerable.Repeat("?", _columns))})";
        database.Check(raw.sqlite3_prepare_v3(database.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _insert));
    }

    public IRowWriter Text(string? value)
    {
        if (value is null)
        {
            _database.Check(raw.sqlite3_bind_null(_insert, ++_at));
            return this;
        }

        var text = Formats.StoredText.Encode(value);
        if (_utf8.Length < 3 * text.Length) _utf8 = new byte[4 * text.Length]; // UTF-16 to UTF-8: at most three bytes for each unit
        var length = System.Text.Encoding.UTF8.GetBytes(text, _utf8);
        // an empty span has no address, which SQLite would take for null
        _database.Check(length == 0 ? raw.sqlite3_bind_text(_insert, ++_at, utf8z.FromString("")) : raw.sqlite3_bind_text(_insert, ++_at, _utf8.AsSpan(0, length)));
        return this;
    }

    public IRowWriter Number(long value)
    {
        _database.Check(raw.sqlite3_bind_int64(_insert, ++_at, value));
        return this;
    }

    public IRowWriter Real(double? value)
    {
        _database.Check(value is { } real ? raw.sqlite3_bind_double(_insert, ++_at, real) : raw.sqlite3_bind_null(_insert, ++_at));
        return this;
    }

    public IRowWriter Bytes(byte[] value)
    {
        _database.Check(value.Length == 0 ? raw.sqlite3_bind_zeroblob(_insert, ++_at, 0) : raw.sqlite3_bind_blob(_insert, ++_at, value));
        return this;
    }

    public void EndRow()
    {
        if (_at != _columns) throw new InvalidOperationException($"A row of {_columns} columns was given {_at}.");
        _at = 0;
        var result = raw.sqlite3_step(_insert);
        if (result != raw.SQLITE_DONE) _database.Check(result);
        _database.Check(raw.sqlite3_reset(_insert));
    }

    public void Complete()
    {
    }

    /// <summary>Ends a use, also one in the middle of a row; the statement stays prepared.</summary>
    public void Dispose()
    {
        _at = 0;
        _ = raw.sqlite3_reset(_insert); // says again what the last step said
    }

    public void Free() => _insert.Dispose();
}
