namespace PersonaSim.Engine.Reports.Charts;

/// <summary>How many lie where: bars over the bins of a number.</summary>
public sealed record HistogramChart(string Title, string Description, IReadOnlyList<HistogramBin> Bins) : IChart
{
    public string XLabel { get; init; } = "";

    public string YLabel { get; init; } = "people";

    /// <summary>Numbers to be seen among the others: a line and a name each.</summary>
    public IReadOnlyList<(double At, string Label)> Markers { get; init; } = [];

    public double Aspect { get; init; } = 0.5;

    public bool Wide => false;

    /// <summary>Values in so many bins of one width; the upper edge belongs to the last.</summary>
    public static IReadOnlyList<HistogramBin> Bin(IEnumerable<double> values, double low, double high, int bins)
    {
        var counts = new long[bins];
        foreach (var value in values.Where(v => v >= low && v <= high)) counts[Math.Min(bins - 1, (int)((value - low) / (high - low) * bins))]++;
        return [.. counts.Select((c, i) => new HistogramBin(low + (i * (high - low) / bins), low + ((i + 1) * (high - low) / bins), c))];
    }

    public void Draw(Svg svg, Box box)
    {
        var x = Axis.Over(Bins.SelectMany(b => new[] { b.From, b.To }).Concat(Markers.Select(m => m.At)), 6);
        var y = Axis.Over(Bins.Select(b => (double)b.Count), 4, whole: true, low: 0);
        var inner = Frame.Draw(svg, box, x, y, XLabel, YLabel);
        foreach (var bin in Bins)
        {
            var (left, right, top) = (x.At(bin.From, inner.X, inner.Right), x.At(bin.To, inner.X, inner.Right), y.At(bin.Count, inner.Bottom, inner.Y));
            svg.Rect(new Box(left + 0.5, top, right - left - 1, inner.Bottom - top), "fill s1", tip: $"{Markup.Number(bin.From)} to {Markup.Number(bin.To)}: {bin.Count}");
        }

        for (var i = 0; i < Markers.Count; i++)
        {
            var ((value, label), at) = (Markers[i], x.At(Markers[i].At, inner.X, inner.Right));
            svg.Line(at, inner.Y, at, inner.Bottom, $"line {Marks.Colour(i + 1)}");
            // towards the middle, where there is room, and each in a line of its own
            svg.Text(at < inner.X + (inner.Width / 2) ? at + 4 : at - 4, inner.Y + 11 + (14 * i), $"{label} {Markup.Number(value)}", "lab", at < inner.X + (inner.Width / 2) ? "start" : "end");
        }
    }
}
