namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>
/// The standard error of a score that is made of halves, or of a plain mean, with items as clusters: what would change if other items of the
/// same kind had been asked. For a half h with N_h values y in G_h items and mean m_h,
/// SE_h^2 = G_h / (G_h - 1) * sum over its items of (sum of (y - m_h))^2 / N_h^2, and the score's SE^2 is the sum of SE_h^2 / 4.
/// </summary>
public static class ClusteredError
{
    /// <param name="balanced">The score is the mean of two halves; otherwise of all values, minus-keyed ones reversed.</param>
    /// <returns>Null where a half has fewer than two items.</returns>
    public static double? Of(IReadOnlyList<Observation> observations, bool balanced)
    {
        if (!balanced) return OfMean([.. observations.Select(o => o with { Value = o.Plus ? o.Value : -o.Value })]); // a constant added to the reversed ones changes no spread within a key
        var (plus, minus) = (OfMean([.. observations.Where(o => o.Plus)]), OfMean([.. observations.Where(o => !o.Plus)]));
        return plus is { } p && minus is { } m ? Math.Sqrt((p * p) + (m * m)) / 2 : null;
    }

    private static double? OfMean(IReadOnlyList<Observation> observations)
    {
        var items = observations.GroupBy(o => o.Item, StringComparer.Ordinal).ToList();
        if (items.Count < 2) return null;
        var mean = observations.Average(o => o.Value);
        var squares = items.Sum(g => g.Sum(o => o.Value - mean) is var sum ? sum * sum : 0);
        return Math.Sqrt(items.Count / (items.Count - 1.0) * squares) / observations.Count;
    }
}
