using System.Text;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Analytics;

/// <summary>The rows of an answer, one after the other.</summary>
public sealed unsafe class DuckRows : IDisposable
{
    private readonly DuckResultHandle _result;
    private readonly duckdb_type[] _types;
    private DuckChunkHandle? _chunk;
    private ulong _rows;
    private ulong _row;

    internal DuckRows(DuckResultHandle result)
    {
        _result = result;
        var count = (int)DuckDb.duckdb_column_count(result.Pointer);
        _types = [.. Enumerable.Range(0, count).Select(i => DuckDb.duckdb_column_type(result.Pointer, (ulong)i))];
        Names = [.. Enumerable.Range(0, count).Select(i => DuckRuntime.Text(DuckDb.duckdb_column_name(result.Pointer, (ulong)i)))];
        Kinds = [.. _types.Select(Kind)];
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<DuckKind> Kinds { get; }

    /// <summary>Goes to the next row; false behind the last.</summary>
    public bool Next()
    {
        for (_row++; _row >= _rows; _row = 0)
        {
            _chunk?.Dispose();
            _chunk = null;
            var fetched = DuckDb.duckdb_fetch_chunk(*_result.Pointer);
            if (fetched == 0)
            {
                _rows = 0;
                // null is the end, and also what an error in the middle looks like
                var fault = DuckRuntime.Text(DuckDb.duckdb_result_error(_result.Pointer));
                return fault.Length == 0 ? false : throw new DuckException(fault.Split('\n')[0]);
            }

            _chunk = new DuckChunkHandle(fetched);
            _rows = DuckDb.duckdb_data_chunk_get_size(fetched);
            if (_rows > 0)
            {
                _row = 0;
                return true;
            }
        }

        return true;
    }

    /// <summary>A value of this row: bool, long, double, string or null.</summary>
    public object? Value(int column)
    {
        if (_chunk is null || _row >= _rows) throw new InvalidOperationException("There is no row here: Next was not called, or it said that there are no more.");
        var vector = DuckDb.duckdb_data_chunk_get_vector(_chunk.Pointer, (ulong)column);
        // validity and data hold a chunk's rows, and _row is below its size
        var valid = DuckDb.duckdb_vector_get_validity(vector);
        if (valid is not null && (valid[_row / 64] >> (int)(_row % 64) & 1) == 0) return null;
        var data = DuckDb.duckdb_vector_get_data(vector);
        return _types[column] switch
        {
            duckdb_type.DUCKDB_TYPE_BOOLEAN => ((byte*)data)[_row] != 0,
            duckdb_type.DUCKDB_TYPE_TINYINT => (long)((sbyte*)data)[_row],
            duckdb_type.DUCKDB_TYPE_UTINYINT => (long)((byte*)data)[_row],
            duckdb_type.DUCKDB_TYPE_SMALLINT => (long)((short*)data)[_row],
            duckdb_type.DUCKDB_TYPE_USMALLINT => (long)((ushort*)data)[_row],
            duckdb_type.DUCKDB_TYPE_INTEGER => (long)((int*)data)[_row],
            duckdb_type.DUCKDB_TYPE_UINTEGER => (long)((uint*)data)[_row],
            duckdb_type.DUCKDB_TYPE_BIGINT => ((long*)data)[_row],
            duckdb_type.DUCKDB_TYPE_UBIGINT => ((ulong*)data)[_row] is var number && number <= long.MaxValue ? (object)(long)number : (double)number,
            duckdb_type.DUCKDB_TYPE_HUGEINT => ((Int128*)data)[_row] is var sum && sum >= long.MinValue && sum <= long.MaxValue ? (object)(long)sum : (double)sum, // low half first, as in .NET
            duckdb_type.DUCKDB_TYPE_FLOAT => (double)((float*)data)[_row],
            duckdb_type.DUCKDB_TYPE_DOUBLE => ((double*)data)[_row],
            _ => Text((duckdb_string_t*)data + _row),
        };
    }

    public void Dispose()
    {
        _chunk?.Dispose();
        _result.Dispose();
    }

    internal static bool Reads(duckdb_type type) => type is (>= duckdb_type.DUCKDB_TYPE_BOOLEAN and <= duckdb_type.DUCKDB_TYPE_DOUBLE) or duckdb_type.DUCKDB_TYPE_HUGEINT or duckdb_type.DUCKDB_TYPE_VARCHAR;

    private static DuckKind Kind(duckdb_type type) => type switch
    {
        duckdb_type.DUCKDB_TYPE_BOOLEAN => DuckKind.Flag,
        duckdb_type.DUCKDB_TYPE_FLOAT or duckdb_type.DUCKDB_TYPE_DOUBLE => DuckKind.Real,
        duckdb_type.DUCKDB_TYPE_VARCHAR => DuckKind.Text,
        _ when Reads(type) => DuckKind.Whole,
        _ => throw new DuckException($"a column has the type {type}, which cannot be read here: cast it, e.g. column::varchar"),
    };

    private static string Text(duckdb_string_t* text) =>
        Encoding.UTF8.GetString(text->length <= duckdb_string_t.Inlined ? text->prefix : text->ptr, (int)text->length);
}
