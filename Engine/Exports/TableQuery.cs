using System.Text.RegularExpressions;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Native;
using PersonaSim.Native.Analytics;

namespace PersonaSim.Engine.Exports;

/// <summary>
/// Somebody's SQL over a run's tables. They are copied into a DuckDB database in memory, only those that the query names, and that database is
/// closed to files and settings: nothing that a query says can reach the run.
/// </summary>
public sealed partial class TableQuery : IDisposable
{
    private const string MostMemory = "2GB";
    private readonly DuckConnection _duck;
    private readonly DirectoryInfo _spill;

    private TableQuery(DuckConnection duck, DirectoryInfo spill) => (_duck, _spill) = (duck, spill);

    /// <summary>The answer's rows; only to be read until this is disposed.</summary>
    public DuckRows Rows { get; private set; } = null!;

    public static TableQuery Ask(ExportSource source, string sql, Action<long, long>? progress, CancellationToken cancellation)
    {
        var query = new TableQuery(DuckConnection.Open(), Directory.CreateTempSubdirectory("persim-query-"));
        try
        {
            query.Load(source, Named(sql), progress, cancellation);
            using var stop = cancellation.Register(query._duck.Interrupt);
            query.Rows = query._duck.Select(sql);
            return query;
        }
        catch (DuckException e)
        {
            query.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw new InputException($"The query cannot be run on {source.Manifest.Run}: {e.Message.TrimEnd('.', '!')}. The tables are {string.Join(", ", ExportTables.All.Select(t => t.Name))}; persim export --codebook lists their columns.", e);
        }
        catch
        {
            query.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Rows?.Dispose();
        _duck.Dispose();
        _spill.Delete(recursive: true);
    }

    /// <summary>The tables whose names occur in the text as words; all, where it asks which tables there are.</summary>
    internal static IReadOnlyList<ExportTable> Named(string sql) =>
        Looks().IsMatch(sql) ? ExportTables.All : [.. ExportTables.All.Where(t => Regex.IsMatch(sql, $@"\b{t.Name}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))];

    private void Load(ExportSource source, IReadOnlyList<ExportTable> tables, Action<long, long>? progress, CancellationToken cancellation)
    {
        _duck.Execute($"set temp_directory = '{_spill.FullName.Replace("'", "''", StringComparison.Ordinal)}'");
        _duck.Execute($"set memory_limit = '{MostMemory}'");
        source.Store.Snapshot(snapshot =>
        {
            var total = tables.Sum(t => LoadedTables.Count(t, source, snapshot));
            long done = 0;
            foreach (var table in tables) LoadedTables.Load(_duck, table, source, snapshot, more => progress?.Invoke(done += more, total), cancellation);
        });
        _duck.Execute("set enable_external_access = false");
        _duck.Execute("set lock_configuration = true");
    }

    [GeneratedRegex(@"\b(show|information_schema|query_table|query|pragma_\w+|duckdb_\w+)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Looks();
}
