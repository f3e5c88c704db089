namespace PersonaSim.Engine.Reports.Charts;

/// <summary>A difference between two arms, in a row of its own.</summary>
/// <param name="Value">The mean difference; null: there is none.</param>
/// <param name="Pairs">The difference of each pair.</param>
/// <param name="Words">What is said of it, shown beside the row; behind its first stop in a second line.</param>
/// <param name="Series">Rows of one series look the same.</param>
public sealed record ContrastRow(string Label, double? Value, double? Low, double? High, IReadOnlyList<double> Pairs, string Words, int Series = 0);

/// <summary>Differences with their intervals and single pairs, one below the other, beside a band in which they would not matter and the noise.</summary>
public sealed record ContrastChart(string Title, string Description, IReadOnlyList<ContrastRow> Rows) : IChart
{
    private const double RowHeight = 42, Below = 40, Legend = 20, LabelShare = 0.19, WordShare = 0.3;

    /// <summary>Differences of up to so much do not matter; null: nothing of the kind was declared.</summary>
    public double? Bound { get; init; }

    /// <summary>As large as differences are where nothing differs; null: not known.</summary>
    public double? Noise { get; init; }

    public string XLabel { get; init; } = "difference";

    public double Aspect => (Legend + (Rows.Count * RowHeight) + Below) / Svg.WideWidth;

    public bool Wide => true;

    public void Draw(Svg svg, Box box)
    {
        var inner = box.Inside(box.Width * LabelShare, Legend, box.Width * WordShare, Below);
        var values = Rows.SelectMany(r => r.Pairs.Select(p => (double?)p).Concat([r.Value, r.Low, r.High])).Concat([0, Bound, -Bound, Noise, -Noise]).OfType<double>();
        var x = Axis.Over(values, 5);
        double At(double value) => x.At(value, inner.X, inner.Right);
        if (Bound is { } bound) svg.Rect(new Box(At(-bound), inner.Y, At(bound) - At(-bound), inner.Height), "bound");
        Frame.Below(svg, inner, x, grid: true);
        svg.Line(At(0), inner.Y, At(0), inner.Bottom, "base");
        if (Noise is { } noise)
        {
            foreach (var side in noise == 0 ? [0.0] : new[] { -noise, noise }) svg.Line(At(side), inner.Y, At(side), inner.Bottom, "floor");
        }

        Keys(svg, box, inner.X);
        svg.Text(inner.X + (inner.Width / 2), box.Bottom - 5, Svg.Fit(XLabel, inner.Width), "axis", "middle");
        for (var i = 0; i < Rows.Count; i++) Draw(svg, Rows[i], inner, box, inner.Y + (i * RowHeight), At);
    }

    private static void Draw(Svg svg, ContrastRow row, Box inner, Box box, double top, Func<double, double> at)
    {
        var (y, below) = (top + 16, top + 30);
        svg.Text(inner.X - 10, y + 4, Svg.Fit(row.Label, inner.X - box.X - 10), "lab", "end");
        foreach (var pair in row.Pairs) svg.Circle(at(pair), below, 3, $"pair {Marks.Colour(row.Series)}", $"{row.Label}, a pair: {Markup.Number(pair)}");
        if (row is { Low: { } low, High: { } high }) svg.Line(at(low), y, at(high), y, $"line {Marks.Colour(row.Series)}");
        if (row.Value is { } value) Marks.Point(svg, at(value), y, row.Series, 4.5, $"{row.Label}: {Markup.Number(value)}{(row is { Low: { } l, High: { } h } ? $" ({Markup.Number(l)} to {Markup.Number(h)})" : "")}");
        var (first, second) = row.Words.IndexOfAny([';', ':', ',']) is > 0 and var cut ? (row.Words[..cut], row.Words[(cut + 1)..].Trim()) : (row.Words, "");
        svg.Text(inner.Right + 14, y + 4, Svg.Fit(first, box.Right - inner.Right - 14), "word");
        if (second.Length > 0) svg.Text(inner.Right + 14, y + 19, Svg.Fit(second, box.Right - inner.Right - 14, 11), "tick");
    }

    private void Keys(Svg svg, Box box, double left)
    {
        var at = left;
        if (Bound is { } bound)
        {
            svg.Rect(new Box(at, box.Y + 2, 14, 11), "bound").Text(at + 19, box.Y + 12, $"would not matter: ±{Markup.Number(bound)}", "tick");
            at += 34 + Svg.Measure($"would not matter: ±{Markup.Number(bound)}", 11);
        }

        if (Noise is { } noise) svg.Line(at + 7, box.Y + 1, at + 7, box.Y + 14, "floor").Text(at + 16, box.Y + 12, noise == 0 ? "noise floor: 0" : $"noise floor: ±{Markup.Number(noise)}", "tick");
    }
}
