namespace PersonaSim.Engine.Measures.Graphs;

/// <summary>Whether alike people are tied.</summary>
public static class Mixing
{
    /// <summary>
    /// Assortativity by a number, e.g. a trait: the weighted Pearson correlation of the numbers at both ends of every undirected tie, each taken
    /// in both directions: r = sum w(i,j) (x(i) - m) (x(j) - m) / sum s(i) (x(i) - m)², with m = sum s(i) x(i) / sum s(i) and strengths s. Null
    /// without ties, or where the tied people do not differ.
    /// </summary>
    public static double? Assortativity(Network network, IReadOnlyList<double> values)
    {
        var (strengths, weighted) = (0.0, 0.0);
        for (var i = 0; i < network.People; i++)
        {
            strengths += network.Strength(i);
            weighted += network.Strength(i) * values[i];
        }

        if (strengths == 0) return null;
        var (mean, both, spread) = (weighted / strengths, 0.0, 0.0);
        for (var i = 0; i < network.People; i++)
        {
            spread += network.Strength(i) * (values[i] - mean) * (values[i] - mean);
            foreach (var (other, weight) in network.Of(i)) both += weight * (values[i] - mean) * (values[other] - mean);
        }

        return spread > 1e-12 * strengths ? both / spread : null;
    }

    /// <summary>
    /// Homophily by a number, e.g. an opinion: 1 - (mean |x(i) - x(j)| over ties, by weight) / (mean |x(i) - x(j)| over all pairs). 0: ties are as
    /// mixed as chance would have them; 1: only people who agree are tied; below 0: opposites are. Null without ties or differences.
    /// </summary>
    public static double? Homophily(Network network, IReadOnlyList<double> values)
    {
        var (near, weights, all, pairs) = (0.0, 0.0, 0.0, 0L);
        for (var i = 0; i < network.People; i++)
        {
            foreach (var (other, weight) in network.Of(i)) (near, weights) = (near + (weight * Math.Abs(values[i] - values[other])), weights + weight);
            for (var j = i + 1; j < network.People; j++) (all, pairs) = (all + Math.Abs(values[i] - values[j]), pairs + 1);
        }

        return weights == 0 || all == 0 ? null : 1 - (near / weights / (all / pairs));
    }
}
