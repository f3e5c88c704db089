namespace PersonaSim.Engine.Reports.Charts;

/// <summary>Bars in groups. They lie, so that names can be read.</summary>
/// <param name="Values">By series and group; null: unknown.</param>
public sealed record BarChart(string Title, string Description, IReadOnlyList<string> Groups, IReadOnlyList<string> Series, IReadOnlyList<IReadOnlyList<double?>> Values) : IChart
{
    private double BarHeight => Series.Count == 1 ? 16 : 11;

    public string XLabel { get; init; } = "";

    public double Aspect => ((Groups.Count * ((Series.Count * BarHeight) + 8)) + 46 + (Series.Count > 1 ? 20 : 0)) / (Wide ? Svg.WideWidth : Svg.Width);

    public bool Wide { get; init; }

    public void Draw(Svg svg, Box box)
    {
        var legend = Marks.Legend(svg, box, Series);
        var labels = Math.Min(box.Width * 0.42, Groups.Select(g => Svg.Measure(g)).DefaultIfEmpty(0).Max() + 10);
        var inner = box.Inside(labels, legend + 2, 18, XLabel.Length > 0 ? 40 : 22);
        var x = Axis.Over(Values.SelectMany(v => v).OfType<double>(), 5, low: 0, high: 0);
        Frame.Below(svg, inner, x, grid: true);
        if (XLabel.Length > 0) svg.Text(inner.X + (inner.Width / 2), box.Bottom - 5, XLabel, "axis", "middle");
        var zero = x.At(0, inner.X, inner.Right);
        var step = inner.Height / Math.Max(1, Groups.Count);
        var bar = (step - 6) / Series.Count;
        for (var g = 0; g < Groups.Count; g++)
        {
            svg.Text(inner.X - 8, inner.Y + ((g + 0.5) * step) + 4, Svg.Fit(Groups[g], labels - 8), "lab", "end");
            for (var s = 0; s < Series.Count; s++)
            {
                if (Values[s][g] is not { } value || !double.IsFinite(value)) continue;
                var end = x.At(value, inner.X, inner.Right);
                svg.Rect(new Box(Math.Min(zero, end), inner.Y + (g * step) + 3 + (s * bar), Math.Abs(end - zero), bar - 1), $"fill {Marks.Colour(s)}", tip: $"{Groups[g]}{(Series.Count > 1 ? ", " + Series[s] : "")}: {Markup.Number(value)}");
            }
        }

        svg.Line(zero, inner.Y, zero, inner.Bottom, "base");
    }
}
