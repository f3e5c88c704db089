namespace PersonaSim.Engine.Reports.Charts;

/// <summary>A point of a line, with the band around it where there is one.</summary>
public readonly record struct LinePoint(double X, double Y, double? Low = null, double? High = null);

/// <summary>A named line.</summary>
public sealed record LineSeries(string Name, IReadOnlyList<LinePoint> Points);

/// <summary>Lines over time or another number, with confidence bands.</summary>
public sealed record LineChart(string Title, string Description, IReadOnlyList<LineSeries> Series) : IChart
{
    public string XLabel { get; init; } = "tick";

    public string YLabel { get; init; } = "";

    /// <summary>What the upright axis must hold at least.</summary>
    public (double Low, double High)? Span { get; init; }

    public bool Legend { get; init; } = true;

    public bool WholeX { get; init; } = true;

    public int Ticks { get; init; } = 5;

    public double Aspect { get; init; } = 0.6;

    public bool Wide { get; init; }

    public void Draw(Svg svg, Box box)
    {
        var legend = Legend ? Marks.Legend(svg, box, [.. Series.Select(s => s.Name)]) : 0;
        var points = Series.SelectMany(s => s.Points).ToList();
        var x = Axis.Over(points.Select(p => p.X), Ticks + 1, WholeX);
        var y = Axis.Over(points.SelectMany(p => new[] { p.Y, p.Low ?? p.Y, p.High ?? p.Y }), Ticks, low: Span?.Low, high: Span?.High);
        var inner = Frame.Draw(svg, box.Inside(0, legend, 0, 0), x, y, XLabel, YLabel);
        double At(double value) => y.At(value, inner.Bottom, inner.Y);
        for (var s = 0; s < Series.Count; s++)
        {
            var known = Series[s].Points.Where(p => double.IsFinite(p.Y)).OrderBy(p => p.X).ToList();
            var band = known.Where(p => p.Low is not null && p.High is not null).ToList();
            if (band.Count > 1) svg.Path(Marks.Polyline([.. band.Select(p => (x.At(p.X, inner.X, inner.Right), At(p.High!.Value))), .. band.AsEnumerable().Reverse().Select(p => (x.At(p.X, inner.X, inner.Right), At(p.Low!.Value)))]) + "Z", $"band {Marks.Colour(s)}");
            if (known.Count > 1) svg.Path(Marks.Polyline(known.Select(p => (x.At(p.X, inner.X, inner.Right), At(p.Y)))), $"line {Marks.Colour(s)}");
            // more than so many dots are a worm
            if (known.Count > 40) continue;
            foreach (var point in known) Marks.Point(svg, x.At(point.X, inner.X, inner.Right), At(point.Y), s, known.Count > 16 ? 2 : 3, $"{Series[s].Name}: {Markup.Number(point.Y)} at {Markup.Number(point.X)}");
        }
    }
}
