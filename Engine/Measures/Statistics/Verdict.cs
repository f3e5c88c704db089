namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>What may be said about a contrast.</summary>
public enum VerdictKind
{
    /// <summary>The arms differ.</summary>
    Difference,

    /// <summary>The difference is smaller than the bound that was declared.</summary>
    Equivalent,

    /// <summary>No pair differs at all: there is nothing to be told from chance.</summary>
    Identical,

    /// <summary>Neither can be said; the smallest effect that could have been found stands beside it.</summary>
    Undecided,

    /// <summary>The answers do not allow any: the reason stands beside it.</summary>
    Refused,
}

/// <summary>A verdict, and what it rests on.</summary>
/// <param name="SmallestDetectable">The effect that this many pairs of this spread find with a power of 0.8; null where there is no spread to go by.</param>
/// <param name="Reason">In words; for a refusal, why.</param>
public sealed record Verdict(VerdictKind Kind, double? SmallestDetectable, string Reason)
{
    /// <summary>
    /// Difference where the adjusted p of the test is below α; otherwise equivalent where a bound was declared and the adjusted p of the two
    /// one-sided tests is below α; otherwise identical where every pair's difference is 0, but for rounding; otherwise undecided.
    /// </summary>
    /// <param name="bound">Null: none was declared, so nothing can be called equivalent.</param>
    public static Verdict Of(PairedT pairs, double adjusted, double? bound, double? equivalence, double alpha = 0.05)
    {
        double? smallest = pairs.N >= 2 && pairs.Sd > 0 ? PairedPower.Smallest(pairs.Sd, pairs.N, alpha) : null;
        if (pairs.N < 2) return new Verdict(VerdictKind.Undecided, null, pairs.N == 0 ? "no pair of finished runs has this outcome" : "one pair says nothing about another: run more seeds");
        var within = bound is { } b && equivalence < alpha ? $" but within ±{Shown(b)}" : "";
        if (adjusted < alpha) return new Verdict(VerdictKind.Difference, smallest, "a difference" + within);
        var same = pairs.Sd == 0 && pairs.P == 1 ? $"identical in all {pairs.N} pairs" : "";
        if (within.Length > 0) return new Verdict(VerdictKind.Equivalent, smallest, $"equivalent within ±{Shown(bound!.Value)}{(same.Length > 0 ? ": " + same : "")}");
        if (same.Length > 0) return new Verdict(VerdictKind.Identical, smallest, same);
        return new Verdict(VerdictKind.Undecided, smallest, smallest is { } s ? $"undecided; {pairs.N} pairs find {Shown(s)} or more" : "undecided");
    }

    public static Verdict Refuse(string reason) => new(VerdictKind.Refused, null, reason);

    private static string Shown(double value) => value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture);
}
