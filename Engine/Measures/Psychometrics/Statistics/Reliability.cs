namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>How well the items of a scale agree on who has more of it, over respondents who answered all of them.</summary>
/// <param name="Respondents">How many that are.</param>
/// <param name="Alpha">Cronbach's: k / (k - 1) * (1 - sum of the items' variances / variance of their sum). Null: fewer than two respondents or items, or all alike.</param>
/// <param name="SplitHalf">Spearman-Brown 2 r / (1 + r) of two halves, in which the items of each key alternate; null as alpha.</param>
public sealed record Reliability(int Respondents, double? Alpha, double? SplitHalf)
{
    /// <param name="keyed">Respondents by items, minus-keyed items reversed; null: unanswered.</param>
    /// <param name="plus">The items' keys.</param>
    public static Reliability Of(IReadOnlyList<IReadOnlyList<double?>> keyed, IReadOnlyList<bool> plus)
    {
        var whole = keyed.Where(r => r.All(v => v is not null)).Select(r => r.Select(v => v!.Value).ToArray()).ToList();
        var items = plus.Count;
        if (whole.Count < 2 || items < 2) return new Reliability(whole.Count, null, null);
        var total = Moments.Variance([.. whole.Select(r => r.Sum())]);
        double? alpha = total > 0 ? items / (items - 1.0) * (1 - (Enumerable.Range(0, items).Sum(i => Moments.Variance([.. whole.Select(r => r[i])])) / total)) : null;
        var first = FirstHalf(plus);
        var r = Moments.Correlation([.. whole.Select(row => row.Where((_, i) => first[i]).Sum())], [.. whole.Select(row => row.Where((_, i) => !first[i]).Sum())]);
        return new Reliability(whole.Count, alpha, r is { } known && known > -1 ? 2 * known / (1 + known) : null);
    }

    // the second key begins with the other half, so that an odd number of each makes halves of one size
    private static bool[] FirstHalf(IReadOnlyList<bool> plus)
    {
        var half = new bool[plus.Count];
        var (plusFirst, minusFirst) = (true, plus.Count(p => p) % 2 == 0);
        for (var i = 0; i < half.Length; i++)
        {
            half[i] = plus[i] ? plusFirst : minusFirst;
            if (plus[i]) plusFirst = !plusFirst;
            else minusFirst = !minusFirst;
        }

        return half;
    }
}
