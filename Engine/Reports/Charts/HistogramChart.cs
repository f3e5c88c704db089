namespace PersonaSim.Engine.Reports.Charts;

/// <summary>How many lie where: bars over the bins of a number.</summary>
public sealed record HistogramChart(string Title, string Description, IReadOnlyList<HistogramBin> Bins) : IChart
{
    public string XLabel { get; init; } = "";

    public string YLabel { get; init; } = "people";

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
        var x = Axis.Over(Bins.SelectMany(b => new[] { b.From, b.To }), 6);
        var y = Axis.Over(Bins.Select(b => (double)b.Count), 4, whole: true, low: 0);
        var inner = Frame.Draw(svg, box, x, y, XLabel, YLabel);
        foreach (var bin in Bins)
        {
            var (left, right, top) = (x.At(bin.From, inner.X, inner.Right), x.At(bin.To, inner.X, inner.Right), y.At(bin.Count, inner.Bottom, inner.Y));
            svg.Rect(new Box(left + 0.5, top, right - left - 1, inner.Bottom - top), "fill s1", tip: $"{Markup.Number(bin.From)} to {Markup.Number(bin.To)}: {bin.Count}");
        }
    }
}
