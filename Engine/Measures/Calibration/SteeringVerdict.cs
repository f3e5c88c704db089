using System.Globalization;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// When a trait counts as steered. p = (1 + permuted effects at least as large as the real one) / (1 + permuted). Under the null hypothesis (which
/// pole is which says nothing) the real direction is one more of the permuted ones, so p is at most 0.01 in at most one case of a hundred, and over
/// five traits a false "steered" has a probability of at most 0.05, however the traits depend on each other (union bound). The second condition, that
/// the effect's interval over items lies above 0, can only make it rarer: a single odd item is no trait. So does the third: a direction that moves agreement
/// whatever the key says by more than the trait is yes-saying, of which a key's items always get a little more than the other's.
/// </summary>
public static class SteeringVerdict
{
    public const double Level = 0.01;

    /// <summary>Fewer permuted directions cannot have a p of 0.01.</summary>
    public const int Fewest = 99;

    /// <summary>Of an interval of 95 %.</summary>
    public const double Deviations = 1.96;

    public static double P(double effect, IReadOnlyCollection<double> permuted) => (1.0 + permuted.Count(e => e >= effect)) / (1.0 + permuted.Count);

    /// <summary>Holm's adjusted p values: at most 0.05 holds the family's error at 5 %.</summary>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        double most = 0;
        foreach (var (i, rank) in Enumerable.Range(0, p.Count).OrderBy(i => p[i]).Select((i, rank) => (i, rank)))
        {
            most = Math.Max(most, Math.Min(1, (p.Count - rank) * p[i]));
            adjusted[i] = most;
        }

        return adjusted;
    }

    /// <param name="acquiescence">What the same doses do to agreement whatever the key says; null: cannot be told.</param>
    public static (CalibrationVerdict Verdict, string Reason) Of(double? effect, double? error, IReadOnlyCollection<double> permuted, double? acquiescence = null)
    {
        if (effect is not { } real || error is not { } deviation) return (CalibrationVerdict.NotMeasurable, "too few items were answered under the test dose");
        if (permuted.Count < Fewest) return (CalibrationVerdict.NotJudged, $"{permuted.Count} permuted directions were measured, and at least {Fewest} are needed for the 99th percentile");
        var beaten = permuted.Count(e => e < real);
        if (P(real, permuted) > Level) return (CalibrationVerdict.NotSteered, $"its effect exceeds {beaten} of {permuted.Count} permuted directions, not 99 %");
        if (real - (Deviations * deviation) <= 0) return (CalibrationVerdict.NotSteered, $"its effect exceeds {beaten} of {permuted.Count} permuted directions, but its interval over items holds 0");
        if (acquiescence is { } yes && Math.Abs(yes) > real) return (CalibrationVerdict.NotSteered, string.Create(CultureInfo.InvariantCulture, $"its effect exceeds {beaten} of {permuted.Count} permuted directions, but it moves agreement whatever the key says ({yes:+0.00;-0.00}) more than the trait ({real:+0.00;-0.00}): it is yes-saying"));
        return (CalibrationVerdict.Steered, $"its effect exceeds {beaten} of {permuted.Count} permuted directions and holds over items");
    }

    /// <summary>The spread of control effects, with the share of them below the real one.</summary>
    public static ControlSpread Spread(IReadOnlyList<double?> effects, IReadOnlyList<double> divergences, double? real)
    {
        var sorted = effects.OfType<double>().Order().ToList();
        double? At(double share) => sorted.Count == 0 ? null : Effects.Round(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)]);
        var mean = sorted.Count == 0 ? (double?)null : sorted.Average();
        return new ControlSpread(
            sorted.Count,
            Effects.Round(mean),
            sorted.Count < 2 ? null : Effects.Round(Math.Sqrt(sorted.Sum(e => (e - mean!.Value) * (e - mean.Value)) / (sorted.Count - 1))),
            At(0.95),
            At(0.99),
            sorted.Count == 0 ? null : Effects.Round(sorted[^1]),
            sorted.Count == 0 || real is null ? null : Effects.Round(sorted.Count(e => e < real) / (double)sorted.Count),
            divergences.Count == 0 ? null : Effects.Round(divergences.Average()),
            [.. sorted.Select(CardFile.Round)]);
    }
}
