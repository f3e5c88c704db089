using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Reports.Run;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>A declared outcome: differences of arms with verdicts, the arms themselves, and every seed.</summary>
internal static class OutcomeSection
{
    public const string Formula = "Over the n seeds that both arms have: d = left - right of the runs' values; mean, sd and mean ± t(0.975; n - 1) sd / sqrt(n) of the d. t_p: paired t test; sign_flip_p: exact up to 16 pairs, drawn beyond; p: the declared one of the two (without spread among the pairs the sign-flip test). adjusted_p: Holm over all primary outcomes times declared contrasts. equivalence_p: two one-sided tests against the bound, adjusted likewise. noise: root mean square of none2 - none over seeds. smallest_detectable: found in four of five cases with so many pairs of this spread.";

    private static readonly string[] _columns = ["outcome", "contrast", "family", "pairs", "mean", "sd", "low", "high", "t_p", "sign_flip_p", "p", "adjusted_p", "bound", "equivalence_p", "adjusted_equivalence_p", "noise", "smallest_detectable", "verdict", "reason"];

    public static Section Of(ComparisonView view, PairedValues values, string outcome, IReadOnlyDictionary<string, Evidence> queries)
    {
        var rows = view.Result.Contrasts.Where(c => c.Outcome == outcome).ToList();
        var (id, bound) = ("outcome-" + Ids.Of(outcome), view.Result.Declared.Primary[outcome]);
        List<Evidence> from = queries.TryGetValue(outcome.Split('/')[0], out var asked) ? [asked] : [];
        var chart = new ContrastChart($"Differences in {outcome}", "Mean differences of pairs of arms with 95 % intervals over seeds, each pair's own difference below.", [.. rows.Select(c => new ContrastRow(VerdictGrid.Name(c), c.Mean, c.Low, c.High, [.. values.Differences(c.Left, c.Right, outcome).Select(d => d.Difference)], Words(c), Series(c)))]) { Bound = bound > 0 ? bound : null, Noise = rows.Select(r => r.Noise).FirstOrDefault(n => n is not null) };
        var note = rows.Any(r => r.Family == "exploratory") ? "Small dots are the single pairs. Contrasts that nobody declared are marked exploratory: their p is unadjusted." : "Small dots are the single pairs.";
        var blocks = new List<IBlock>
        {
            new Figure(id, "Differences between arms", note, chart, [new Evidence("contrasts", Table(rows), Formula: Formula), Seeds(values, rows, outcome), .. from]),
            Arms(values, outcome, id),
            Lines(values, outcome, id),
        };
        return new Section(id + "-section", outcome, $"{OutcomeWords.Of(outcome)} {(bound > 0 ? $"Declared: a difference below {Markup.Number(bound)} does not matter." : "No bound was declared, so nothing can be called equivalent.")}", blocks);
    }

    public static DataTable Table(IEnumerable<ContrastResult> rows) => new(_columns, [.. rows.Select(c => (IReadOnlyList<object?>)[
        c.Outcome, VerdictGrid.Name(c), c.Family, (long)c.Pairs, c.Mean, c.Sd, c.Low, c.High, c.TP, c.SignFlipP, c.P, c.AdjustedP, c.Bound, c.EquivalenceP, c.AdjustedEquivalenceP, c.Noise, c.SmallestDetectable, c.Verdict, c.Reason])]);

    private static string Words(ContrastResult c) => (c.Verdict == "refused" ? "refused: " + c.Reason : c.Reason) + (c.Family == "exploratory" ? "; exploratory" : "");

    // of one look where the verdict is one
    private static int Series(ContrastResult c) => c.Verdict switch { "difference" => 0, "refused" => 1, "equivalent" => 2, "identical" => 3, _ => 6 };

    private static Evidence Seeds(PairedValues values, List<ContrastResult> rows, string outcome)
    {
        var table = values.Seeds.Select(s => (IReadOnlyList<object?>)[$"{s}", .. values.Arms.Select(a => (object?)values.Of(a, s, outcome)), .. rows.Select(r => (object?)(values.Of(r.Left, s, outcome) - values.Of(r.Right, s, outcome)))]);
        return new Evidence("seed by seed", new DataTable(["seed", .. values.Arms, .. rows.Select(VerdictGrid.Name)], [.. table]), Formula: "A row for each seed: the outcome in the run of each arm (by the query), then the differences.");
    }

    private static Figure Arms(PairedValues values, string outcome, string id)
    {
        var means = values.Arms.Select(a => (Arm: a, Values: values.Of(a, outcome))).Where(a => a.Values.Count > 0).Select(a => (a.Arm, Mean: MeanInterval.Of(a.Values))).ToList();
        var rows = means.Select(m => new IntervalRow(m.Arm, m.Mean.Mean, m.Mean.Low, m.Mean.High, Index(values.Arms, m.Arm))).ToList();
        return new Figure(id + "-arms", "The arms by themselves", "Means over runs. Intervals hold the luck of each world, which pairs do not: they are wider than those of differences.", rows.Count == 0 ? null : new IntervalChart("The arms by themselves", "The outcome's mean in each arm with its 95 % interval over runs.", rows) { XLabel = outcome },
            [new Evidence("by arm", new DataTable(["arm", "runs", "mean", "low", "high"], [.. means.Select(m => (IReadOnlyList<object?>)[m.Arm, (long)m.Mean.Count, m.Mean.Mean, m.Mean.Low, m.Mean.High])]), Formula: "mean ± t(0.975; n - 1) sd / sqrt(n) over the n finished runs of an arm.")]);
    }

    private static Figure Lines(PairedValues values, string outcome, string id)
    {
        var series = values.Arms.Select(a => new LineSeries(a, [.. values.Seeds.Select(s => (Seed: s, Value: values.Of(a, s, outcome))).Where(p => p.Value is not null).Select(p => new LinePoint(p.Seed, p.Value!.Value))])).ToList();
        var table = values.Arms.SelectMany(a => values.Seeds.Select(s => (IReadOnlyList<object?>)[a, $"{s}", values.Of(a, s, outcome)]));
        return new Figure(id + "-seeds", "World by world", "Arms of one seed share people, places and encounters until behaviour differs.", new LineChart("World by world", "The outcome in each arm by seed.", series) { XLabel = "seed", YLabel = outcome },
            [new Evidence("values", new DataTable(["arm", "seed", "value"], [.. table]), Formula: "The runs' values, by the query.")]);
    }

    public static int Index(IReadOnlyList<string> arms, string arm) => Enumerable.Range(0, arms.Count).First(i => arms[i] == arm);
}
