namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>What came of a comparison: plain numbers, equal for equal runs, whenever and in however many pieces they were made.</summary>
/// <param name="AfterTheFact">What is not as it was declared before the first run.</param>
public sealed record ComparisonResult(
    string Comparison, Declaration Declared, string DeclaredHash, bool Preregistered, IReadOnlyList<string> AfterTheFact, IReadOnlyList<string> Notes,
    IReadOnlyList<RunSummary> Runs, IReadOnlyList<ArmSummary> Arms, IReadOnlyList<ContrastResult> Contrasts, IReadOnlyList<WithinResult> Within)
{
    /// <summary>What doses and texts achieve on the model of these runs, as their dose cards say; empty where no run has cards.</summary>
    public IReadOnlyList<TraitCurves> Curves { get; init; } = [];
}

/// <summary>One run.</summary>
public sealed record RunSummary(string Run, string Arm, ulong Seed, string Status, string Reason, long TicksDone, string? EventHash, double? FallbackRate, IReadOnlyDictionary<string, double> Values, IReadOnlyDictionary<string, double[]> Intervals);

/// <summary>An arm over its finished runs.</summary>
/// <param name="IntendedDose">The mean size of doses that were meant to be given.</param>
/// <param name="AppliedDose">The mean size of those that were.</param>
public sealed record ArmSummary(string Arm, int Finished, int Unfinished, double FallbackRate, double? IntendedDose, double? AppliedDose, IReadOnlyDictionary<string, double> Means);

/// <summary>One outcome in two arms, paired by seed.</summary>
/// <param name="Family">primary, exploratory or noise.</param>
/// <param name="P">Of the declared test.</param>
/// <param name="AdjustedP">By Holm within the primary family; null outside it.</param>
/// <param name="EquivalenceP">Of the two one-sided tests; null without a bound.</param>
/// <param name="Noise">The root mean square of none2 less none in this outcome; null: none2 was not run.</param>
public sealed record ContrastResult(
    string Outcome, string Left, string Right, string Family, int Pairs, IReadOnlyList<ulong> Seeds, double? Mean, double? Sd, double? Low, double? High, double? TP, double? SignFlipP, double? P, double? AdjustedP,
    double? Bound, double? EquivalenceP, double? AdjustedEquivalenceP, double? Noise, string Verdict, double? SmallestDetectable, string Reason);

/// <summary>One outcome between the two parts of mixed towns, by randomisation inference.</summary>
public sealed record WithinResult(string Arm, string Outcome, string Left, string Right, int Towns, double? Difference, double? P);
