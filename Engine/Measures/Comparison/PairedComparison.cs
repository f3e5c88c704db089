using PersonaSim.Engine.Measures.Statistics;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>Judges the runs of a comparison: differences between arms of one seed, across seeds.</summary>
/// <param name="declared">What was said before the first run: its outcomes and contrasts are the primary family, whatever was run since.</param>
/// <param name="now">What the command says now; what it adds is exploratory.</param>
public sealed class PairedComparison(Declaration declared, Declaration now, IReadOnlyList<ComparedRun> runs)
{
    private readonly Dictionary<(string Arm, ulong Seed), ComparedRun> _byPlace = runs.ToDictionary(r => (r.Arm, r.Seed));
    private readonly IReadOnlyList<string> _arms = [.. runs.Select(r => r.Arm).Distinct()];
    private readonly IReadOnlyList<ulong> _seeds = [.. runs.Select(r => r.Seed).Distinct()];

    /// <summary>Every number that any finished run has.</summary>
    public IReadOnlyList<string> Outcomes { get; } = [.. runs.Where(r => r.Outcomes is not null).SelectMany(r => r.Outcomes!.Values.Keys).Distinct().Order(StringComparer.Ordinal)];

    public ComparisonResult Result(string name, bool preregistered, IReadOnlyList<string> afterTheFact, IReadOnlyList<string> notes)
    {
        return new ComparisonResult(name, declared, declared.Hash, preregistered, afterTheFact, notes, [.. runs.Select(Summary)], [.. _arms.Select(Arm)], Contrasts(), Within());
    }

    /// <summary>Refuses outcomes that somebody named and no run has: most likely a slip of the pen.</summary>
    public void RequireKnown(IEnumerable<string> named)
    {
        if (Outcomes.Count == 0) return;
        foreach (var outcome in named.Where(o => !Outcomes.Contains(o) && !OutcomeKey.IsZeroWhenAbsent(o)))
        {
            throw new InputException($"No finished run has the primary outcome '{outcome}'{(Nearest.Of(outcome, Outcomes) is { } near ? $", did you mean {near}?" : ".")} Runs have {string.Join(", ", Outcomes.Where(o => !o.EndsWith(OutcomeKey.Last, StringComparison.Ordinal)).Take(12))} and others (persim compare CONFIG --json lists all). Name another one under compare.primary; the runs stay as they are.");
        }
    }

    private IReadOnlyList<ContrastResult> Contrasts()
    {
        var rows = new List<Row>();
        foreach (var contrast in declared.Contrasts.Union(now.Contrasts))
        {
            var sides = contrast.Split('-');
            foreach (var outcome in declared.Primary.Keys.Concat(Outcomes.Where(o => !declared.Primary.ContainsKey(o)))) rows.Add(Paired(new Contrast(sides[0], sides[1]), outcome));
        }

        var family = rows.Where(r => r.Family == "primary").ToList();
        var differences = Holm.Adjusted([.. family.Select(r => r.P)]);
        var bounded = family.Where(r => r.Bound is not null).ToList();
        var equivalences = Holm.Adjusted([.. bounded.Select(r => r.EquivalenceP ?? double.NaN)]);
        return [.. rows.Select(r => Judged(r, family.IndexOf(r) is >= 0 and var i ? differences[i] : null, bounded.IndexOf(r) is >= 0 and var j ? equivalences[j] : null))];
    }

    private sealed record Row(Contrast Contrast, string Outcome, string Family, IReadOnlyList<ulong> Seeds, PairedT Pairs, double SignFlipP, double P, double? Bound, double? EquivalenceP);

    private Row Paired(Contrast contrast, string outcome)
    {
        var seeds = new List<ulong>();
        var differences = new List<double>();
        foreach (var seed in _seeds)
        {
            if (Value(contrast.Left, seed, outcome) is not { } left || Value(contrast.Right, seed, outcome) is not { } right) continue;
            seeds.Add(seed);
            differences.Add(left - right);
        }

        var pairs = PairedT.Of(differences);
        var flips = SignFlip.P(differences, new Rng(0).For("compare/sign-flip", outcome));
        var isPrimary = !contrast.IsNoise && declared.Primary.ContainsKey(outcome) && declared.Contrasts.Contains(contrast.ToString());
        double? bound = isPrimary && declared.Primary[outcome] > 0 ? declared.Primary[outcome] : null;
        // pairs that differ all by the same, such as counts of one, have no spread that a t could go by
        var family = contrast.IsNoise ? "noise" : isPrimary ? "primary" : "exploratory";
        return new Row(contrast, outcome, family, seeds, pairs, flips, (declared.Test == CompareTest.T && pairs.Sd > 0) || pairs.N < 2 ? pairs.P : flips, bound, bound is { } b ? Equivalence.P(pairs, b) : null);
    }

    private ContrastResult Judged(Row row, double? adjusted, double? adjustedEquivalence)
    {
        var (left, right) = (row.Contrast.Left, row.Contrast.Right);
        var refusal = Unfinished(left) ?? Unfinished(right) ?? FallbackGate.Refusal(left, FallbackRate(left), right, FallbackRate(right));
        var verdict = refusal is null ? Verdict.Of(row.Pairs, adjusted ?? row.P, row.Bound, adjustedEquivalence, declared.Alpha) : Verdict.Refuse(refusal);
        var noise = Noise(row.Outcome);
        if (verdict.Kind == VerdictKind.Difference && noise >= Math.Abs(row.Pairs.Mean) && !row.Contrast.IsNoise) verdict = verdict with { Reason = verdict.Reason + ", no larger than the noise floor" };
        return new ContrastResult(
            row.Outcome, left, right, row.Family, row.Pairs.N, row.Seeds, Finite(row.Pairs.Mean), Finite(row.Pairs.Sd), Finite(row.Pairs.Low), Finite(row.Pairs.High), Finite(row.Pairs.P), Finite(row.SignFlipP), Finite(row.P), Finite(adjusted),
            row.Bound, Finite(row.EquivalenceP), Finite(adjustedEquivalence), noise, verdict.Kind.ToString().ToLowerInvariant(), verdict.SmallestDetectable, verdict.Reason);
    }

    // leaving the missing pairs out would compare the seeds that happened to be quick
    private string? Unfinished(string arm) =>
        runs.Where(r => r.Arm == arm && r.Outcomes is null).ToList() is { Count: > 0 } missing ? $"{missing.Count} of the {runs.Count(r => r.Arm == arm)} runs of {arm} are not finished" : null;

    private double? Value(string arm, ulong seed, string outcome)
    {
        if (!_byPlace.TryGetValue((arm, seed), out var run) || run.Outcomes is null) return null;
        return run.Outcomes.Values.TryGetValue(outcome, out var value) ? value : OutcomeKey.IsZeroWhenAbsent(outcome) ? 0 : null;
    }

    private double? Noise(string outcome)
    {
        var differences = _seeds.Select(s => Value(ComparedArm.NoiseFloor, s, outcome) - Value("none", s, outcome)).OfType<double>().ToList();
        return differences.Count == 0 ? null : Math.Sqrt(differences.Average(d => d * d));
    }

    private double FallbackRate(string arm)
    {
        var finished = runs.Where(r => r.Arm == arm && r.Outcomes is not null).Select(r => r.Outcomes!).ToList();
        return FallbackGate.Rate(finished.Sum(o => o.Fallbacks), finished.Sum(o => o.Answers));
    }

    private static RunSummary Summary(ComparedRun run) => new(
        run.Run, run.Arm, run.Seed, run.Status, run.Reason, run.TicksDone, run.EventHash, run.Outcomes is { } o ? FallbackGate.Rate(o.Fallbacks, o.Answers) : null,
        run.Outcomes?.Values ?? new SortedDictionary<string, double>(), run.Outcomes is { } kept ? Pairs(kept.Intervals) : new SortedDictionary<string, double[]>());

    private static SortedDictionary<string, double[]> Pairs(IReadOnlyDictionary<string, (double Low, double High)> intervals)
    {
        var pairs = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (outcome, (low, high)) in intervals) pairs[outcome] = [low, high];
        return pairs;
    }

    private ArmSummary Arm(string arm)
    {
        var finished = runs.Where(r => r.Arm == arm && r.Outcomes is not null).Select(r => r.Outcomes!).ToList();
        var means = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var outcome in Outcomes)
        {
            var values = _seeds.Select(s => Value(arm, s, outcome)).OfType<double>().ToList();
            if (values.Count > 0) means[outcome] = values.Average();
        }

        return new ArmSummary(arm, finished.Count, runs.Count(r => r.Arm == arm) - finished.Count, FallbackRate(arm), finished.Average(o => o.IntendedDose), finished.Average(o => o.AppliedDose), means);
    }

    private List<WithinResult> Within()
    {
        var results = new List<WithinResult>();
        foreach (var arm in _arms.Where(a => a.Contains('/', StringComparison.Ordinal)))
        {
            var (left, right) = (arm.Split('/')[0], arm.Split('/')[1]);
            var towns = runs.Where(r => r.Arm == arm && r.Outcomes?.Mixed is not null).Select(r => r.Outcomes!.Mixed!).ToList();
            if (towns.Count == 0) continue;
            // only what every town has can be averaged over them
            var outcomes = towns.Select(t => t.Outcomes).Aggregate((a, b) => [.. a.Where(b.Contains)]);
            var places = towns.Select(t => outcomes.Select(o => t.Outcomes.ToList().IndexOf(o)).ToArray()).ToList();
            var tests = Randomisation.Test([.. towns.Select((t, i) => (t.Treated(left), (Func<bool[], double[]>)(treated => Picked(t.Differences(treated), places[i]))))], new Rng(0).For("compare/within", arm));
            results.AddRange(outcomes.Select((o, k) => new WithinResult(arm, o, left, right, towns.Count, Finite(tests[k].Difference), Finite(tests[k].P))));
        }

        return results;
    }

    private static double[] Picked(double[] values, int[] places) => [.. places.Select(p => values[p])];

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
