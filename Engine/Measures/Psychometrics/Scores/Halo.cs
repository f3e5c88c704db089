namespace PersonaSim.Engine.Measures.Psychometrics.Scores;

/// <summary>
/// How much of five shifts is nothing but good against bad. With v = (E +1, A +1, C +1, N -1, O +1) / sqrt(5) and shifts d (one vector a person
/// or condition, all in one unit) the index is sum (d . v)^2 / sum |d|^2, from 0 to 1. A shift of one trait alone, or of five independent
/// ones, has 0.2; all five by the same amount for the better or the worse, 1.
/// </summary>
public static class Halo
{
    /// <summary>What is thought good about each trait, in the letters' order.</summary>
    public const string Valence = "+++-+";

    /// <returns>Null where nothing shifted, or a shift is not known.</returns>
    public static double? Of(IReadOnlyList<double?> shift) => shift.Any(s => s is null) ? null : Of([shift.Select(s => s!.Value).ToList()]);

    /// <param name="shifts">Vectors of five, in the traits' order.</param>
    public static double? Of(IReadOnlyList<IReadOnlyList<double>> shifts)
    {
        double along = 0, whole = 0;
        foreach (var shift in shifts)
        {
            if (shift.Count != Valence.Length) throw new ArgumentException($"A shift has {Valence.Length} traits, not {shift.Count}.", nameof(shifts));
            var dot = shift.Select((d, t) => Valence[t] == '+' ? d : -d).Sum();
            along += dot * dot / Valence.Length;
            whole += shift.Sum(d => d * d);
        }

        return whole > 0 ? along / whole : null;
    }

    /// <summary>The halo of people among each other: of their deviations from the mean person; null with fewer than two who are fully measured.</summary>
    public static double? Among(IReadOnlyList<IReadOnlyList<double?>> people)
    {
        var known = people.Where(p => p.All(v => v is not null)).Select(p => p.Select(v => v!.Value).ToList()).ToList();
        if (known.Count < 2) return null;
        var means = Enumerable.Range(0, Valence.Length).Select(t => known.Average(p => p[t])).ToList();
        return Of([.. known.Select(p => p.Select((v, t) => v - means[t]).ToList())]);
    }
}
