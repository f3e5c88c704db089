namespace PersonaSim.Engine.Reports.Charts;

/// <summary>Numbers along an edge, with ticks at round ones.</summary>
public sealed record Axis(double Low, double High, IReadOnlyList<double> Ticks)
{
    /// <summary>An axis that holds all values and ends at ticks; steps are 1, 2 or 5 times a power of ten.</summary>
    /// <param name="whole">Only whole numbers are sensible, e.g. ticks of a run.</param>
    public static Axis Over(IEnumerable<double> values, int ticks = 5, bool whole = false, double? low = null, double? high = null)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Where(double.IsFinite)) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        if (low is { } l) least = double.IsFinite(least) ? Math.Min(l, least) : l;
        if (high is { } h) most = double.IsFinite(most) ? Math.Max(h, most) : h;
        if (!double.IsFinite(least) || !double.IsFinite(most)) (least, most) = (0, 1);
        // of a constant the neighbourhood; one that is constant but for rounding is constant
        if (most - least <= 1e-9 * Math.Max(Math.Abs(least), Math.Abs(most)))
        {
            var around = least == 0 || whole ? 1 : Math.Abs(least) / 10;
            (least, most) = (least - around, most + around);
        }

        var step = Step((most - least) / Math.Max(1, ticks), whole);
        var first = Math.Floor((least / step) + 1e-9);
        var last = Math.Ceiling((most / step) - 1e-9);
        var at = new List<double>();
        for (var i = first; i <= last; i++) at.Add(Clean(i * step));
        return new Axis(at[0], at[^1], at);
    }

    public double At(double value, double from, double to) => from + ((value - Low) / (High - Low) * (to - from));

    private static double Step(double rough, bool whole)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * ((rough / power) switch { <= 1.0000001 => 1, <= 2.0000001 => 2, <= 5.0000001 => 5, _ => 10 });
        return whole ? Math.Max(1, step) : step;
    }

    // 3 * 0.1 is not 0.3
    private static double Clean(double value) => value == 0 ? 0 : double.Parse(value.ToString("G12", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
