using PersonaSim.Engine.Measures.Comparison;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>The numbers of runs by arm and seed, as a comparison pairs them.</summary>
internal sealed class PairedValues
{
    private readonly Dictionary<(string Arm, ulong Seed), RunSummary> _runs;

    public PairedValues(ComparisonResult result)
    {
        _runs = result.Runs.Where(r => r.Status == "finished").ToDictionary(r => (r.Arm, r.Seed));
        Arms = [.. result.Runs.Select(r => r.Arm).Distinct()];
        Seeds = [.. result.Runs.Select(r => r.Seed).Distinct().Order()];
    }

    public IReadOnlyList<string> Arms { get; }

    public IReadOnlyList<ulong> Seeds { get; }

    /// <summary>Null: the run is not finished, or has no such number.</summary>
    public double? Of(string arm, ulong seed, string outcome)
    {
        if (!_runs.TryGetValue((arm, seed), out var run)) return null;
        return run.Values.TryGetValue(outcome, out var value) ? value : OutcomeKey.IsZeroWhenAbsent(outcome) ? 0 : null;
    }

    /// <summary>Every finished run's number in an arm.</summary>
    public IReadOnlyList<double> Of(string arm, string outcome) => [.. Seeds.Select(s => Of(arm, s, outcome)).OfType<double>()];

    /// <summary>Left less right, for every seed that both have.</summary>
    public IReadOnlyList<(ulong Seed, double Difference)> Differences(string left, string right, string outcome) =>
        [.. Seeds.Select(s => (Seed: s, Difference: Of(left, s, outcome) - Of(right, s, outcome))).Where(p => p.Difference is not null).Select(p => (p.Seed, p.Difference!.Value))];
}
