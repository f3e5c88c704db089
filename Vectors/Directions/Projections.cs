using PersonaSim.Vectors.Capture;

namespace PersonaSim.Vectors.Directions;

/// <summary>How far the states of some pairs lie along a direction; [pair][layer].</summary>
public sealed record Projections(double[][] High, double[][] Low)
{
    public static Projections Of(CaptureFile captures, IReadOnlyList<RecordPair> pairs, LayerVectors direction)
    {
        var unit = direction.Unit();
        return new Projections([.. pairs.Select(p => Along(captures, p.High, unit))], [.. pairs.Select(p => Along(captures, p.Low, unit))]);
    }

    /// <summary>Share of pairs whose high text lies higher than its own low text; ties count half.</summary>
    public double PairAuc(int layer) => High.Zip(Low, (h, l) => h[layer] > l[layer] ? 1.0 : h[layer] < l[layer] ? 0 : 0.5).Average();

    /// <summary>Share of all combinations of a high and a low text in which the high one lies higher; ties count half.</summary>
    public double Auc(int layer)
    {
        var all = High.Select(h => (h[layer], High: true)).Concat(Low.Select(l => (l[layer], High: false))).OrderBy(v => v.Item1).ToList();
        double wins = 0, below = 0;
        for (int start = 0, end; start < all.Count; start = end)
        {
            end = start;
            double high = 0, low = 0;
            while (end < all.Count && all[end].Item1 == all[start].Item1)
            {
                if (all[end++].High) high++;
                else low++;
            }

            wins += high * (below + (low / 2));
            below += low;
        }

        return wins / ((double)High.Length * Low.Length);
    }

    private const double MostEffect = 1e6;

    /// <summary>Mean difference of pairs over its standard deviation: unlike an AUC it does not end at 1. At most a million: differences of no spread.</summary>
    public double Effect(int layer)
    {
        double[] differences = [.. High.Zip(Low, (h, l) => h[layer] - l[layer])];
        var mean = differences.Average();
        var deviation = differences.Length < 2 ? 0 : Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1));
        return mean == 0 ? 0 : Math.Clamp(mean / deviation, -MostEffect, MostEffect);
    }

    private static double[] Along(CaptureFile captures, int text, LayerVectors unit)
    {
        var states = captures.Read(text);
        var along = new double[unit.Layers.Count];
        for (var l = 0; l < along.Length; l++) along[l] = LayerVectors.Dot(states.Slice(l * unit.Width, unit.Width), unit[l]);
        return along;
    }
}
