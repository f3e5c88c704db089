namespace PersonaSim.Engine.Reports.Charts;

/// <summary>A number with its interval, in a row of its own.</summary>
/// <param name="Series">Rows of one series look the same.</param>
public sealed record IntervalRow(string Label, double Value, double? Low = null, double? High = null, int Series = 0);

/// <summary>Points with intervals, one below the other: a forest plot.</summary>
public sealed record IntervalChart(string Title, string Description, IReadOnlyList<IntervalRow> Rows) : IChart
{
    private const double RowHeight = 24;

    public string XLabel { get; init; } = "";

    /// <summary>Where a line stands, e.g. at no difference.</summary>
    public double? Reference { get; init; }

    public (double Low, double High)? Span { get; init; }

    public double Aspect => ((Rows.Count * RowHeight) + 44) / (Wide ? Svg.WideWidth : Svg.Width);

    public bool Wide { get; init; }

    public void Draw(Svg svg, Box box)
    {
        var labels = Math.Min(box.Width * 0.42, Rows.Select(r => Svg.Measure(r.Label)).DefaultIfEmpty(0).Max() + 10);
        var inner = box.Inside(labels, 4, 16, 40);
        var values = Rows.SelectMany(r => new[] { r.Value, r.Low ?? r.Value, r.High ?? r.Value });
        var x = Axis.Over(values, 5, low: Span?.Low ?? Reference, high: Span?.High ?? Reference);
        Frame.Below(svg, inner, x, grid: true);
        if (Reference is { } there) svg.Line(x.At(there, inner.X, inner.Right), inner.Y, x.At(there, inner.X, inner.Right), inner.Bottom, "base");
        if (XLabel.Length > 0) svg.Text(inner.X + (inner.Width / 2), box.Bottom - 5, XLabel, "axis", "middle");
        var step = inner.Height / Math.Max(1, Rows.Count);
        for (var i = 0; i < Rows.Count; i++)
        {
            var (row, y) = (Rows[i], inner.Y + ((i + 0.5) * step));
            svg.Text(inner.X - 8, y + 4, Svg.Fit(row.Label, labels - 8), "lab", "end");
            if (!double.IsFinite(row.Value)) continue;
            if (row is { Low: { } low, High: { } high }) svg.Line(x.At(low, inner.X, inner.Right), y, x.At(high, inner.X, inner.Right), y, $"line {Marks.Colour(row.Series)}");
            var range = row is { Low: { } l, High: { } h } ? $" ({Markup.Number(l)} to {Markup.Number(h)})" : "";
            Marks.Point(svg, x.At(row.Value, inner.X, inner.Right), y, row.Series, 4, $"{row.Label}: {Markup.Number(row.Value)}{range}");
        }
    }
}
