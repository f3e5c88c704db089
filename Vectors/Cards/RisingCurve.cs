namespace PersonaSim.Vectors.Cards;

/// <summary>The branch that doses are looked up on, straight between its points; both ways, null outside.</summary>
public static class RisingCurve
{
    public static double? RawFor(IReadOnlyList<RisingPoint> rising, double units) => At(rising, units, p => p.Units, p => p.Raw);

    public static double? UnitsFor(IReadOnlyList<RisingPoint> rising, double raw) => At(rising, raw, p => p.Raw, p => p.Units);

    private static double? At(IReadOnlyList<RisingPoint> rising, double wanted, Func<RisingPoint, double> x, Func<RisingPoint, double> y)
    {
        for (var i = 1; i < rising.Count; i++)
        {
            var (from, to) = (rising[i - 1], rising[i]);
            if (wanted >= x(from) && wanted <= x(to)) return y(from) + ((y(to) - y(from)) * (wanted - x(from)) / (x(to) - x(from)));
        }

        return null;
    }
}
