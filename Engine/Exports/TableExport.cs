using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Native.Analytics;

namespace PersonaSim.Engine.Exports;

/// <summary>A run's tables as files that pandas, R, DuckDB and spreadsheets read: one table at a time, so memory holds one at most.</summary>
public static class TableExport
{
    private const string MostMemory = "256MB"; // DuckDB's own share; what is more goes to the folder that is being written

    /// <summary>Writes the tables into a folder that is there and empty.</summary>
    /// <param name="progress">Rows done, and rows there are.</param>
    public static IReadOnlyList<ExportedFile> Write(ExportSource source, IReadOnlyList<ExportTable> tables, ExportFormat format, string folder, Action<long, long>? progress, CancellationToken cancellation)
    {
        var files = new List<ExportedFile>();
        var spill = Path.Combine(folder, ".spill");
        using var duck = DuckConnection.Open();
        duck.Execute($"set temp_directory = '{Quoted(spill)}'");
        duck.Execute($"set memory_limit = '{MostMemory}'");
        source.Store.Snapshot(snapshot =>
        {
            var total = tables.Sum(t => LoadedTables.Count(t, source, snapshot));
            long done = 0;
            foreach (var table in tables)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = LoadedTables.Load(duck, table, source, snapshot, more => progress?.Invoke(done += more, total), cancellation);
                files.Add(Copy(duck, table, format, folder, rows));
            }
        });
        if (Directory.Exists(spill)) Directory.Delete(spill, recursive: true);
        return files;
    }

    private static ExportedFile Copy(DuckConnection duck, ExportTable table, ExportFormat format, string folder, long rows)
    {
        var name = $"{table.Name}.{(format == ExportFormat.Csv ? "csv" : "parquet")}";
        var path = Path.Combine(folder, name);
        duck.Execute($"copy \"{table.Name}\" to '{Quoted(path)}' ({(format == ExportFormat.Csv ? "format csv, header" : "format parquet, compression zstd")})");
        duck.Execute($"drop table \"{table.Name}\"");
        return new ExportedFile(table.Name, name, rows, new FileInfo(path).Length);
    }

    private static string Quoted(string path) => path.Replace("'", "''", StringComparison.Ordinal);
}
