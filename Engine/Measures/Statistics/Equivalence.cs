namespace PersonaSim.Engine.Measures.Statistics;

/// <summary>Two one-sided tests (TOST): is the difference smaller than a bound that was declared before?</summary>
public static class Equivalence
{
    /// <summary>
    /// p = max(P(T ≥ (d̄ + b) / se), P(T ≤ (d̄ − b) / se)) with n − 1 degrees of freedom: below α, the (1 − 2α) interval lies within ±b.
    /// Without spread it is 0 within the bound and 1 outside.
    /// </summary>
    public static double P(PairedT pairs, double bound)
    {
        if (!(bound > 0)) throw new ArgumentOutOfRangeException(nameof(bound), bound, "A bound is more than 0.");
        if (pairs.N < 2) return double.NaN;
        if (pairs.Sd == 0) return Math.Abs(pairs.Mean) < bound ? 0 : 1;
        var above = StudentT.Below(-(pairs.Mean + bound) / pairs.StandardError, pairs.Freedom);
        var below = StudentT.Below((pairs.Mean - bound) / pairs.StandardError, pairs.Freedom);
        return Math.Max(above, below);
    }
}
