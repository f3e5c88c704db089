using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// The line of achieved on asked units. Each item has a slope of its own (least squares over the asked units of its fold), the trait's is the mean of
/// its keyed halves, and its error has items as clusters.
/// </summary>
public static class AchievedLine
{
    /// <summary>What one half of the items measured.</summary>
    /// <param name="Unit">The reference people's standard deviation on these items.</param>
    /// <param name="Baseline">The half's sheet at dose 0.</param>
    /// <param name="Asked">Asked units, the raw dose that the other half's curve gave for them, and the half's sheet under it; at least two.</param>
    public sealed record Fold(double Unit, AnswerSheet Baseline, IReadOnlyList<(double Units, double Raw, AnswerSheet Sheet)> Asked);

    /// <returns>Null where nothing was asked or answered.</returns>
    public static AchievedFit? Of(char trait, IReadOnlyList<Fold> folds)
    {
        var (points, slopes) = (new List<AskedUnits>(), new List<Observation>());
        var balanced = true;
        foreach (var (fold, number) in folds.Select((f, n) => (f, n)))
        {
            if (fold.Asked.Count < 2) continue;
            foreach (var (units, raw, sheet) in fold.Asked)
            {
                if (Shift.Of(trait, [(fold.Baseline, sheet)]).Latent is { } moved) points.Add(new AskedUnits(number + 1, CardFile.Round(units), CardFile.Round(raw), CardFile.Round(moved / fold.Unit)));
            }

            slopes.AddRange(Slopes(trait, fold));
            balanced &= fold.Baseline.Form.Items.Where(i => i.Trait == trait).Select(i => i.Plus).Distinct().Count() == 2;
        }

        if (points.Count == 0 || slopes.Count == 0) return null;
        var error = ClusteredError.Of(slopes, balanced);
        var plus = slopes.Where(s => s.Plus).Select(s => s.Value).DefaultIfEmpty().Average();
        var minus = slopes.Where(s => !s.Plus).Select(s => -s.Value).DefaultIfEmpty().Average();
        var slope = balanced ? (plus + minus) / 2 : slopes.Average(s => s.Plus ? s.Value : -s.Value);
        return new AchievedFit(
            CardFile.Round(slope),
            Effects.Round(slope - (SteeringVerdict.Deviations * error)),
            Effects.Round(slope + (SteeringVerdict.Deviations * error)),
            CardFile.Round(Math.Sqrt(points.Average(p => (p.Achieved - p.Asked) * (p.Achieved - p.Asked)))),
            points);
    }

    private static IEnumerable<Observation> Slopes(char trait, Fold fold)
    {
        var mean = fold.Asked.Average(a => a.Units);
        var squares = fold.Asked.Sum(a => (a.Units - mean) * (a.Units - mean));
        for (var i = 0; i < fold.Baseline.Responses.Count; i++)
        {
            var item = fold.Baseline.Responses[i].Item;
            if (item.Trait != trait || !fold.Asked.All(a => a.Sheet.Responses[i].Counts)) continue;
            yield return new Observation(item.Id, item.Plus, fold.Asked.Sum(a => (a.Units - mean) * a.Sheet.Responses[i].Latent!.Value) / squares / fold.Unit);
        }
    }
}
