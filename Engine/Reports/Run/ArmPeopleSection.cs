using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Several runs: how far people are who they are meant to be under each arm, and whether they stay so.</summary>
internal static class ArmPeopleSection
{
    public static Section Dose(IReadOnlyList<RunView> runs)
    {
        const string lead = "Scores by fifths of people, from the lowest in a trait to the highest, under each arm: an arm that carries personality rises, one that does not is flat. The meant trait is the axis for all, so that arms with and without doses stand on one.";
        var (arms, scores) = (Arms(runs), ArmsSection.Together(runs, "each person's score", AdherenceSection.Scores));
        var blocks = new List<IBlock>();
        if (scores.Rows.Rows.Count == 0) blocks.Add(new Notice("None of the runs has answers to probes about traits (table probes): dose-response cannot be compared."));
        else blocks.Add(Response(runs, arms, scores));
        if (Curves(runs) is { } curves) blocks.Add(curves);
        return new Section("arms-dose", "Dose-response by arm", lead, blocks);
    }

    public static Section Drift(IReadOnlyList<RunView> runs)
    {
        const string lead = "The same questions to the same people again, under each arm: how far answers moved since the first time, on the instrument's own scale, and how well first and last agree.";
        var (arms, drift) = (Arms(runs), ArmsSection.Together(runs, "mean distance from the first answers", DriftSection.Distance));
        if (drift.Rows.Rows.Count == 0) return new Section("arms-drift", "Drift by arm", lead, [new Notice("In none of the runs was an instrument given twice (table probes): drift and test-retest need a second firing (probes.likert_every, probes.stability_every).")]);
        var means = ByArm(runs, drift.Rows, ["instrument", "tick"], "distance");
        var panels = Enumerable.Range(0, means.Rows.Count).GroupBy(i => means.Text(i, "instrument")).Select(g => (IChart)new LineChart(g.Key, $"Drift of {g.Key} by arm.", [.. arms.Select(a => new LineSeries(a, [.. g.Where(i => means.Text(i, "arm") == a).Select(i => new LinePoint(means.Number(i, "tick")!.Value, means.Number(i, "mean")!.Value, means.Number(i, "low"), means.Number(i, "high")))]))]) { Legend = false, Span = (0, 0.1), Ticks = 3 }).ToList();
        var blocks = new List<IBlock> { new Figure("arms-drift-time", "Drift", "Mean distance of people's scores from their first, over traits; with 95 % bands where an arm has several runs.", new SmallMultiples("Drift", "The mean distance from the first answers by instrument and arm.", panels) { Series = arms, Columns = Math.Clamp(panels.Count, 2, 3) }, [new Evidence("drift by arm", means, Formula: "In each run the mean over traits of the distances of the query; then mean ± t(0.975; n - 1) sd / sqrt(n) over the n runs of an arm."), drift]) };
        blocks.Add(Retest(runs, arms));
        return new Section("arms-drift", "Drift by arm", lead, blocks);
    }

    private static Figure Response(IReadOnlyList<RunView> runs, List<string> arms, Evidence scores)
    {
        var all = new List<IReadOnlyList<object?>>();
        foreach (var run in runs)
        {
            var x = new Dictionary<(string Trait, string Who), double>();
            foreach (var person in run.People) for (var t = 0; t < person.Meant.Count; t++) x[(RunView.Letters[t].ToString(), person.Name)] = person.Meant[t];
            all.AddRange(DoseFigure.Response(Own(scores.Rows, run), x).Rows.Select(r => (IReadOnlyList<object?>)[run.Label, .. r]));
        }

        var fifths = new DataTable(["run", "trait", "series", "fifth", "people", "mean_x", "mean_score", "low", "high"], all);
        var (ys, xs) = (ByArm(runs, fifths, ["trait", "series", "fifth"], "mean_score"), ByArm(runs, fifths, ["trait", "series", "fifth"], "mean_x"));
        var table = new DataTable([.. ys.Columns, "mean_x"], [.. ys.Rows.Select((r, i) => (IReadOnlyList<object?>)[.. r, xs.Rows[i][xs.Column("mean")]])]);
        var shown = Enumerable.Range(0, table.Rows.Count).Where(i => table.Text(i, "series").EndsWith(", dosed", StringComparison.Ordinal)).ToList();
        var panels = shown.GroupBy(i => (Trait: table.Text(i, "trait"), Series: table.Text(i, "series"))).Select(g => (IChart)new LineChart($"{g.Key.Trait}: {g.Key.Series[..^7]}", $"Mean score of {g.Key.Trait} by fifths of people and arm.", [.. arms.Select(a => new LineSeries(a, [.. g.Where(i => table.Text(i, "arm") == a).Select(i => new LinePoint(table.Number(i, "mean_x")!.Value, table.Number(i, "mean")!.Value, table.Number(i, "low"), table.Number(i, "high")))]))]) { Legend = false, XLabel = "meant trait", WholeX = false, Ticks = 4 }).ToList();
        return new Figure("arms-dose-response", "Dose-response", "Questionnaires as people live, with the arm on; other conditions are in the data.", panels.Count == 0 ? null : new SmallMultiples("Dose-response by arm", "For each trait the mean score of fifths of the people, ordered by meant trait, under each arm.", panels) { Series = arms },
            [new Evidence("scores by fifths and arm", table, Formula: "In each run its people ordered by the meant trait (each run's own block of people) and cut into five parts of nearly one size; then mean ± t(0.975; n - 1) sd / sqrt(n) of the parts' mean scores over the n runs of an arm, and the mean of their mean traits."), scores]);
    }

    /// <summary>From the dose cards that a run began with; null: no run has any.</summary>
    private static Figure? Curves(IReadOnlyList<RunView> runs) => runs.FirstOrDefault(r => r.Curves.Count > 0)?.Curves is { } curves ? CurveFigure.Of("arms-curves", curves) : null;

    private static Figure Retest(IReadOnlyList<RunView> runs, List<string> arms)
    {
        var scores = ArmsSection.Together(runs, "each person's scores, first and last", DriftSection.FirstAndLast);
        var all = new List<IReadOnlyList<object?>>();
        foreach (var run in runs)
        {
            var table = DriftSection.Retest(Own(scores.Rows, run));
            all.AddRange(Enumerable.Range(0, table.Rows.Count).Where(i => table.Number(i, "r") is not null).Select(i => (IReadOnlyList<object?>)[run.Label, table.Text(i, "instrument"), table.Text(i, "trait"), table.Number(i, "r")]));
        }

        var means = ByArm(runs, new DataTable(["run", "instrument", "trait", "r"], all), ["instrument", "trait"], "r");
        var rows = Enumerable.Range(0, means.Rows.Count).Where(i => means.Text(i, "instrument") is not ("behaviour" or "stability")).Select(i => new IntervalRow($"{means.Text(i, "trait")}: {means.Text(i, "arm")}", means.Number(i, "mean")!.Value, means.Number(i, "low"), means.Number(i, "high"), arms.IndexOf(means.Text(i, "arm")))).ToList();
        return new Figure("arms-retest", "Test-retest", "Correlation, over people, of the first score with the last; where everybody scores the same there is none.", rows.Count == 0 ? null : new IntervalChart("Test-retest by arm", "The correlation of first with last scores by trait and arm.", rows) { Span = (0, 1), Reference = 0, XLabel = "correlation" },
            [new Evidence("test-retest by arm", means, Formula: "In each run Pearson's r of the first and the last score over the people who have both; then mean and 95 % interval over the runs of an arm."), scores]);
    }

    internal static List<string> Arms(IReadOnlyList<RunView> runs) => [.. runs.Select(r => r.Manifest.Arm).Distinct()];

    // a run's own rows, without its label
    private static DataTable Own(DataTable table, RunView run) => new([.. table.Columns.Skip(1)], [.. table.Rows.Where(r => (string?)r[0] == run.Label).Select(r => (IReadOnlyList<object?>)[.. r.Skip(1)])]);

    /// <summary>First the mean of a number within each run, then mean and interval over the runs of an arm.</summary>
    internal static DataTable ByArm(IReadOnlyList<RunView> runs, DataTable table, IReadOnlyList<string> by, string value)
    {
        var arm = runs.ToDictionary(r => r.Label, r => r.Manifest.Arm, StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var group in Enumerable.Range(0, table.Rows.Count).Where(i => table.Number(i, value) is not null).GroupBy(i => (Key: string.Join('\n', by.Select(b => table.Text(i, b))), Arm: arm[table.Text(i, "run")])))
        {
            var first = group.First();
            var mean = MeanInterval.Of([.. group.GroupBy(i => table.Text(i, "run")).Select(g => g.Average(i => table.Number(i, value)!.Value))]);
            rows.Add([.. by.Select(b => table.Rows[first][table.Column(b)]), group.Key.Arm, (long)mean.Count, mean.Mean, mean.Low, mean.High]);
        }

        return new DataTable([.. by, "arm", "runs", "mean", "low", "high"], rows);
    }
}
