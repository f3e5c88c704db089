using System.Text;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Analytics;

/// <summary>One prepared statement.</summary>
internal sealed unsafe class DuckStatement : IDisposable
{
    private readonly DuckStatementHandle _handle;

    private DuckStatement(DuckStatementHandle handle) => _handle = handle;

    public bool OnlyReads => DuckDb.duckdb_prepared_statement_type(_handle.Pointer) is duckdb_statement_type.DUCKDB_STATEMENT_TYPE_SELECT or duckdb_statement_type.DUCKDB_STATEMENT_TYPE_EXPLAIN;

    public static DuckStatement Prepare(DuckConnection connection, string sql)
    {
        nint prepared = 0;
        int state;
        // the bytes end with a zero and are pinned for the call
        fixed (byte* text = DuckConnection.Utf8(sql)) state = DuckDb.duckdb_prepare(connection.Pointer, text, &prepared);
        var handle = new DuckStatementHandle(prepared);
        if (state == DuckDb.Success) return new DuckStatement(handle);
        using (handle) throw new DuckException(FirstLine(DuckRuntime.Text(DuckDb.duckdb_prepare_error(prepared))));
    }

    /// <summary>The result, which is the caller's to dispose.</summary>
    public DuckResultHandle Execute()
    {
        var result = new DuckResultHandle();
        if (DuckDb.duckdb_execute_prepared(_handle.Pointer, result.Pointer) == DuckDb.Success) return result;
        using (result) throw new DuckException(FirstLine(DuckRuntime.Text(DuckDb.duckdb_result_error(result.Pointer))));
    }

    /// <summary>The same query with its columns cast to what <see cref="DuckRows"/> reads; null where nothing need be cast.</summary>
    public string? Readable(string sql)
    {
        var count = (int)DuckDb.duckdb_prepared_statement_column_count(_handle.Pointer);
        var types = Enumerable.Range(0, count).Select(i => DuckDb.duckdb_prepared_statement_column_type(_handle.Pointer, (ulong)i)).ToList();
        if (types.All(DuckRows.Reads)) return null;
        var names = Enumerable.Range(0, count).Select(Name).ToList();
        var columns = types.Select((type, i) => DuckRows.Reads(type) ? $"c{i} as {names[i]}" : type == duckdb_type.DUCKDB_TYPE_DECIMAL ? $"c{i}::double as {names[i]}" : $"c{i}::varchar as {names[i]}");
        return new StringBuilder("select ").AppendJoin(", ", columns).Append(" from (\n").Append(WithoutEnd(sql)).Append("\n) t(").AppendJoin(", ", Enumerable.Range(0, count).Select(i => $"c{i}")).Append(')').ToString();
    }

    public void Dispose() => _handle.Dispose();

    // a statement's semicolon would end it inside the brackets; those in texts, names and remarks end nothing
    private static string WithoutEnd(string sql)
    {
        for (var at = 0; at < sql.Length; at++)
        {
            var end = sql[at] switch
            {
                '\'' or '"' => sql.IndexOf(sql[at], at + 1),
                '-' when sql.AsSpan(at).StartsWith("--") => sql.IndexOf('\n', at),
                '/' when sql.AsSpan(at).StartsWith("/*") => sql.IndexOf("*/", at + 2, StringComparison.Ordinal),
                ';' => -2,
                _ => at,
            };
            if (end == -2) return sql[..at];
            if (end < 0) return sql;
            at = end;
        }

        return sql;
    }

    private string Name(int column)
    {
        var name = DuckDb.duckdb_prepared_statement_column_name(_handle.Pointer, (ulong)column);
        var text = DuckRuntime.Text(name);
        DuckDb.duckdb_free(name);
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // the lines behind the first show the query again
    private static string FirstLine(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var hint = lines.Skip(1).FirstOrDefault(l => l.StartsWith("Candidate bindings", StringComparison.Ordinal) || l.StartsWith("Did you mean", StringComparison.Ordinal));
        return lines.Length == 0 ? "DuckDB says nothing about it" : hint is null ? lines[0] : $"{lines[0]} {hint}";
    }
}
