using System.Buffers;
using System.Text;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Analytics;

/// <summary>Puts rows into a table, value by value in the order of its columns; <see cref="Complete"/> hands the last ones over.</summary>
public sealed unsafe class DuckAppender : IDisposable
{
    private readonly DuckAppenderHandle _handle;
    private readonly string _table;

    internal DuckAppender(DuckConnection connection, string table)
    {
        _table = table;
        nint made = 0;
        int state;
        // the bytes end with a zero and are pinned for the call
        fixed (byte* name = DuckConnection.Utf8(table)) state = DuckDb.duckdb_appender_create(connection.Pointer, null, name, &made);
        _handle = new DuckAppenderHandle(made);
        try
        {
            Check(state);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    public void Null() => Check(DuckDb.duckdb_append_null(_handle.Pointer));

    public void Flag(bool value) => Check(DuckDb.duckdb_append_bool(_handle.Pointer, value ? (byte)1 : (byte)0));

    public void Whole(long value) => Check(DuckDb.duckdb_append_int64(_handle.Pointer, value));

    public void Real(double value) => Check(DuckDb.duckdb_append_double(_handle.Pointer, value));

    public void Text(string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most <= 512 ? null : ArrayPool<byte>.Shared.Rent(most);
        var bytes = rented ?? stackalloc byte[512];
        var length = Encoding.UTF8.GetBytes(value, bytes);
        // the library copies the bytes within the call
        fixed (byte* at = bytes) Check(DuckDb.duckdb_append_varchar_length(_handle.Pointer, at, (ulong)length));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    public void EndRow() => Check(DuckDb.duckdb_appender_end_row(_handle.Pointer));

    public void Complete() => Check(DuckDb.duckdb_appender_close(_handle.Pointer));

    public void Dispose() => _handle.Dispose();

    private void Check(int state)
    {
        if (state == DuckDb.Success) return;
        var told = DuckRuntime.Text(DuckDb.duckdb_appender_error(_handle.Pointer));
        throw new DuckException($"table {_table}: {told.Split('\n')[0]}");
    }
}
