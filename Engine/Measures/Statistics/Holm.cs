namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>Holm's step-down adjustment: the chance of any false finding in the family stays at the level, whatever depends on what.</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p in the order given: with p₍₁₎ ≤ … ≤ p₍ₘ₎, p̃₍ₖ₎ = min(1, max over j ≤ k of (m − j + 1) p₍ⱼ₎). Values that are not a number
    /// stay so and still count in m: an outcome that could not be tested was declared all the same.
    /// </summary>
    public static double[] Adjusted(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        Array.Fill(adjusted, double.NaN);
        var most = 0.0;
        var rank = 0;
        foreach (var i in Enumerable.Range(0, p.Count).Where(i => !double.IsNaN(p[i])).OrderBy(i => p[i]).ThenBy(i => i))
        {
            most = Math.Max(most, (p.Count - rank++) * p[i]);
            adjusted[i] = Math.Min(1, most);
        }

        return adjusted;
    }
}
