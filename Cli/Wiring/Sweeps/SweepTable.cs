using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Exports;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>A sweep's result: a row for each cell, with its settings, how it stands, and the last value of each measure.</summary>
internal static class SweepTable
{
    public sealed record Row(SweepCell Cell, string Status, long TicksDone, string? EventHash, IReadOnlyDictionary<string, double> Measures);

    public static IReadOnlyList<Row> Collect(SweepFolder sweep, TextWriter error, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        using var line = new ProgressLine(error, "collecting", sweep.Plan.Cells.Count);
        foreach (var cell in sweep.Plan.Cells)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(sweep.RunOf(cell) is { } run ? Of(cell, run) : new Row(cell, "missing", 0, null, new SortedDictionary<string, double>(StringComparer.Ordinal)));
            line.Advance();
        }

        Write(sweep, rows);
        return rows;
    }

    private static Row Of(SweepCell cell, RunFolder run)
    {
        var manifest = run.ReadManifest();
        var measures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        using var store = RunPlaces.OpenRead(run, RunPlaces.Config(run, []).As<RunConfig>());
        store.Snapshot(snapshot => snapshot.Rows("select name, group_name, value from measures order by tick, phase, round, n", row =>
        {
            var (name, group) = (row.GetString(0), row.GetString(1));
            measures[group.Length == 0 || group == manifest.Study ? name : $"{name}.{group}"] = row.GetDouble(2);
        }));
        return new Row(cell, manifest.Status.ToString().ToLowerInvariant(), manifest.TicksDone, manifest.EventHash, measures);
    }

    private static void Write(SweepFolder sweep, List<Row> rows)
    {
        var measures = rows.SelectMany(r => r.Measures.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var draft = $"{sweep.Table}.part-{Environment.ProcessId}";
        using (var file = new StreamWriter(draft))
        {
            file.Write(CsvText.Line(["cell", "run", .. sweep.Plan.Axes.Select(a => a.Key), "status", "ticks_done", "event_hash", .. measures]));
            foreach (var row in rows) file.Write(CsvText.Line([row.Cell.Number, row.Cell.Run, .. row.Cell.Values, row.Status, row.TicksDone, row.EventHash, .. measures.Select(m => row.Measures.TryGetValue(m, out var value) ? (object?)value : null)]));
        }

        File.Move(draft, sweep.Table, overwrite: true);
    }
}
