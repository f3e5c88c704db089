namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>The numbers of one run, by outcome, and what is needed to judge them.</summary>
/// <param name="Values">Finite numbers only: what could not be computed is absent.</param>
public sealed record RunOutcomes(IReadOnlyDictionary<string, double> Values)
{
    /// <summary>95 % intervals inside the run, clustered by agent and item stem.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Intervals { get; init; } = new SortedDictionary<string, (double Low, double High)>(StringComparer.Ordinal);

    /// <summary>Answers that a model was asked for, the rule's stand-ins among them.</summary>
    public long Answers { get; init; }

    public long Fallbacks { get; init; }

    /// <summary>The mean size of doses as intended; null: there were none.</summary>
    public double? IntendedDose { get; init; }

    /// <summary>The mean size of doses as applied, after a governor.</summary>
    public double? AppliedDose { get; init; }

    /// <summary>In a town of several arms, what its people have by themselves; null where all have one.</summary>
    public MixedOutcomes? Mixed { get; init; }
}
