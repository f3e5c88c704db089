namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>
/// The standard error of a score that is made of halves, or of a plain mean, with items as clusters: what would change if other items of the
/// same kind had been asked. For a half h with N_h values y in G_h items and mean m_h,
/// SE_h^2 = G_h / (G_h - 1) * sum over its items of (sum of (y - m_h))^2 / N_h^2, and the score's SE^2 is the sum of SE_h^2 / 4.
/// A half of a single item has no spread of its own and takes that of the other half's items (of IPIP-50's ten for N two are reversed, so each half of the form has one).
/// </summary>
public static class ClusteredError
{
    /// <param name="balanced">The score is the mean of two halves; otherwise of all values, minus-keyed ones reversed.</param>
    /// <returns>Null where a half has no item, or none has two.</returns>
    public static double? Of(IReadOnlyList<Observation> observations, bool balanced)
    {
        if (!balanced) return OfMean([.. observations.Select(o => o with { Value = o.Plus ? o.Value : -o.Value })]); // a constant added to the reversed ones changes no spread within a key
        Observation[] plus = [.. observations.Where(o => o.Plus)], minus = [.. observations.Where(o => !o.Plus)];
        if (plus.Length == 0 || minus.Length == 0) return null;
        var (up, down) = (OfMean(plus), OfMean(minus));
        var one = (up ?? down) * Math.Sqrt(Items(up is null ? minus : plus)); // of a mean of one item
        return (up ?? one) is { } p && (down ?? one) is { } m ? Math.Sqrt((p * p) + (m * m)) / 2 : null;
    }

    private static int Items(Observation[] observations) => observations.DistinctBy(o => o.Item, StringComparer.Ordinal).Count();

    private static double? OfMean(Observation[] observations)
    {
        var items = observations.GroupBy(o => o.Item, StringComparer.Ordinal).ToList();
        if (items.Count < 2) return null;
        var mean = observations.Average(o => o.Value);
        var squares = items.Sum(g => g.Sum(o => o.Value - mean) is var sum ? sum * sum : 0);
        return Math.Sqrt(items.Count / (items.Count - 1.0) * squares) / observations.Length;
    }
}
