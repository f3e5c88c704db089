using System.Data.Common;
using System.Globalization;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Analytics;

namespace PersonaSim.Engine.Exports.Tables;

/// <summary>Puts a run's tables into DuckDB, with their real types.</summary>
internal static class LoadedTables
{
    private const int Often = 4096; // rows between two looks at the clock and the cancellation

    /// <summary>The rows that a table will have.</summary>
    public static long Count(ExportTable table, ExportSource source, RunSnapshot snapshot) => table.Name switch
    {
        "run" => 1,
        "people" => source.People.Count,
        _ => snapshot.Count(table.Count(source.Tick)),
    };

    /// <summary>Creates the table and fills it.</summary>
    public static long Load(DuckConnection duck, ExportTable table, ExportSource source, RunSnapshot snapshot, Action<long>? progress, CancellationToken cancellation)
    {
        duck.Execute($"create table \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\" {c.Type}{(c.Empty ? "" : " not null")}"))})");
        using var append = duck.Append(table.Name);
        long rows = 0;
        switch (table.Name)
        {
            case "run":
                Run(append, source, snapshot);
                rows = 1;
                break;
            case "people":
                foreach (var person in source.People)
                {
                    append.Text(person.Name);
                    append.Whole(rows++);
                    foreach (var value in person.Values) append.Real(value);
                    append.EndRow();
                }

                break;
            default:
                snapshot.Rows(table.Select(source.Tick), reader =>
                {
                    Row(append, table, reader);
                    if (++rows % Often != 0) return;
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Invoke(Often);
                });
                break;
        }

        append.Complete();
        return rows;
    }

    private static void Row(DuckAppender append, ExportTable table, DbDataReader reader)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (column.Empty && reader.IsDBNull(i)) append.Null();
            else if (column.Kind == ColumnKind.Whole) append.Whole(reader.GetInt64(i));
            else if (column.Kind == ColumnKind.Real) append.Real(reader.GetDouble(i));
            else if (column.Kind == ColumnKind.Flag) append.Flag(reader.GetInt64(i) != 0);
            else append.Text(RunSnapshot.Text(reader.GetString(i)));
        }

        append.EndRow();
    }

    // in the order of the table's columns
    private static void Run(DuckAppender append, ExportSource source, RunSnapshot snapshot)
    {
        var manifest = source.Manifest;
        var (last, cut) = (snapshot.Last, source.Tick is { } tick && tick + 1 < manifest.TicksDone ? tick + 1 : manifest.TicksDone);
        append.Text(manifest.Run);
        append.Text(manifest.Study);
        append.Text(manifest.Seed.ToString(CultureInfo.InvariantCulture));
        append.Whole(manifest.Population);
        append.Text(manifest.Arm);
        append.Whole(manifest.Ticks);
        append.Whole(cut);
        append.Text(manifest.Status.ToString().ToLowerInvariant());
        append.Text(manifest.Reason);
        append.Text(manifest.Persim);
        Maybe(source.Tick is null ? last?.EventHash : null);
        Maybe(source.Tick is null ? last?.ProbeHash : null);
        append.Text(manifest.ConfigHash);
        Maybe(manifest.From?.Run);
        if (manifest.From is { } from) append.Whole(from.Tick);
        else append.Null();
        append.EndRow();

        void Maybe(string? text)
        {
            if (text is null) append.Null();
            else append.Text(text);
        }
    }
}
