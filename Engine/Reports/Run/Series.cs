using PersonaSim.Engine.Reports.Charts;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Lines of a chart from the rows of a query.</summary>
internal static class Series
{
    /// <summary>A line for each name, in the rows' order.</summary>
    public static IReadOnlyList<LineSeries> By(DataTable rows, string name, string x, string y) =>
        [.. Enumerable.Range(0, rows.Rows.Count).GroupBy(i => rows.Text(i, name)).Select(g => new LineSeries(g.Key, [.. g.Where(i => rows.Number(i, y) is not null).Select(i => new LinePoint(rows.Number(i, x)!.Value, rows.Number(i, y)!.Value))]))];
}
