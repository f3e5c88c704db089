namespace PersonaSim.Engine.Reports.Charts;

/// <summary>A matrix of numbers: two colours away from zero, and each number in its cell.</summary>
/// <param name="Values">By row and column; null: unknown.</param>
/// <param name="Full">The number that has all the colour.</param>
public sealed record HeatmapChart(string Title, string Description, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double?>> Values, double Full) : IChart
{
    private double RowHeight => Rows.Count > 8 ? 26 : 40;

    public string RowLabel { get; init; } = "";

    public string ColumnLabel { get; init; } = "";

    public double Aspect => ((Rows.Count * RowHeight) + 46) / (Wide ? Svg.WideWidth : Svg.Width);

    public bool Wide { get; init; }

    public void Draw(Svg svg, Box box)
    {
        const double strongest = 0.85;
        var labels = Math.Min(box.Width * 0.36, Math.Max(Svg.Measure(RowLabel, 11), Rows.Select(r => Svg.Measure(r)).DefaultIfEmpty(0).Max()) + 12);
        var inner = box.Inside(labels, 42, 4, 2);
        var (width, height) = (inner.Width / Math.Max(1, Columns.Count), inner.Height / Math.Max(1, Rows.Count));
        svg.Text(box.X, box.Y + 32, RowLabel, "axis").Text(inner.X + (inner.Width / 2), box.Y + 12, ColumnLabel, "axis", "middle");
        for (var c = 0; c < Columns.Count; c++) svg.Text(inner.X + ((c + 0.5) * width), inner.Y - 8, Svg.Fit(Columns[c], width), "lab", "middle");
        for (var r = 0; r < Rows.Count; r++)
        {
            var y = inner.Y + (r * height);
            svg.Text(inner.X - 8, y + (height / 2) + 4, Svg.Fit(Rows[r], labels - 8), "lab", "end");
            for (var c = 0; c < Columns.Count; c++)
            {
                var cell = new Box(inner.X + (c * width) + 1, y + 1, width - 2, height - 2);
                if (Values[r][c] is not { } value || !double.IsFinite(value))
                {
                    svg.Rect(cell, "empty", tip: $"{Rows[r]}, {Columns[c]}: unknown");
                    continue;
                }

                var strength = Math.Min(1, Math.Abs(value) / Full) * strongest;
                svg.Rect(cell, value < 0 ? "cold" : "hot", strength, $"{Rows[r]}, {Columns[c]}: {Markup.Number(value)}");
                svg.Text(cell.X + (cell.Width / 2), cell.Y + (cell.Height / 2) + 4, Markup.Number(Math.Round(value, 2)), strength > 0.55 ? "cell strong" : "cell", "middle");
            }
        }
    }
}
