namespace PersonaSim.Engine.Reports.Charts;

/// <summary>The inside of a chart with a numbered edge on the left and below.</summary>
internal static class Frame
{
    public static Box Draw(Svg svg, Box box, Axis x, Axis y, string xLabel, string yLabel)
    {
        var widest = y.Ticks.Max(t => Svg.Measure(Markup.Number(t), 11));
        var inner = box.Inside(widest + 10, yLabel.Length > 0 ? 24 : 6, 12, xLabel.Length > 0 ? 38 : 22);
        if (yLabel.Length > 0) svg.Text(box.X, box.Y + 11, Svg.Fit(yLabel, box.Width), "axis");
        foreach (var tick in y.Ticks)
        {
            var at = y.At(tick, inner.Bottom, inner.Y);
            svg.Line(inner.X, at, inner.Right, at, "grid").Text(inner.X - 6, at + 4, Markup.Number(tick), "tick", "end");
        }

        Below(svg, inner, x);
        if (xLabel.Length > 0) svg.Text(inner.X + (inner.Width / 2), box.Bottom - 5, Svg.Fit(xLabel, inner.Width), "axis", "middle");
        svg.Line(inner.X, inner.Bottom, inner.Right, inner.Bottom, "base");
        return inner;
    }

    /// <summary>Numbers below; as many as there is room for.</summary>
    public static void Below(Svg svg, Box inner, Axis x, bool grid = false)
    {
        var widest = x.Ticks.Max(t => Svg.Measure(Markup.Number(t), 11)) + 8;
        var every = Math.Max(1, (int)Math.Ceiling(widest * (x.Ticks.Count - 1) / Math.Max(1, inner.Width)));
        for (var i = 0; i < x.Ticks.Count; i++)
        {
            var at = x.At(x.Ticks[i], inner.X, inner.Right);
            if (grid) svg.Line(at, inner.Y, at, inner.Bottom, "grid");
            if (i % every != 0) continue;
            svg.Line(at, inner.Bottom, at, inner.Bottom + 4, "base").Text(at, inner.Bottom + 16, Markup.Number(x.Ticks[i]), "tick", "middle");
        }
    }
}
