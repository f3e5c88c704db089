using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Cards;

/// <summary>
/// |row| / |residual| of a mix of doses: the length of what is added behind a block over the mean length of what is there, the largest over the
/// steered blocks. The bound on it is on the mix, because five small doses may add up.
/// </summary>
public static class RelativeSize
{
    /// <param name="parts">Raw doses and directions.</param>
    /// <param name="residual">Mean length of the residual stream behind a block; a block without one is an error of the caller.</param>
    public static double Of(IReadOnlyList<(double Dose, IReadOnlyDictionary<int, float[]> Direction)> parts, IReadOnlyDictionary<int, double> residual)
    {
        double most = 0;
        foreach (var layer in parts.SelectMany(p => p.Direction.Keys).Distinct())
        {
            double[]? row = null;
            foreach (var (dose, direction) in parts)
            {
                if (!direction.TryGetValue(layer, out var values)) continue;
                row ??= new double[values.Length];
                for (var i = 0; i < row.Length; i++) row[i] += dose * values[i];
            }

            most = Math.Max(most, Math.Sqrt(row!.Sum(v => v * v)) / residual[layer]);
        }

        return most;
    }

    /// <summary>The residual lengths that cards have measured; where several cards know a block, their mean.</summary>
    public static IReadOnlyDictionary<int, double> Residual(IEnumerable<DoseCard> cards) =>
        cards.SelectMany(c => c.Computed.Layers).GroupBy(l => l.Layer).ToDictionary(g => g.Key, g => g.Average(l => l.Residual));

    /// <summary>The directions of some blocks, as a mix takes them.</summary>
    public static IReadOnlyDictionary<int, float[]> Layers(LayerVectors direction) => direction.Of(direction.Layers);
}
