using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Several runs side by side, by arm.</summary>
internal static class ArmsSection
{
    private const int MostPanels = 24;

    /// <summary>Every measure's last value.</summary>
    public const string Finals = """
        select m.name, m.group_name, m.tick, m.value from measures m
        join (select name, group_name, max(tick) as tick from measures group by name, group_name) last on last.name = m.name and last.group_name = m.group_name and last.tick = m.tick
        order by m.name, m.group_name
        """;

    public const string Trends = "select tick, name, group_name, value from measures order by name, group_name, tick, phase, round, n";

    public static Section Of(IReadOnlyList<RunView> runs)
    {
        var arms = runs.Select(r => r.Manifest.Arm).Distinct().ToList();
        var most = runs.GroupBy(r => r.Manifest.Arm).Max(g => g.Count());
        var lead = "Means over the runs of an arm. " + (most < 2 ? "There is one run of each arm, so there are no intervals and nothing can be told about chance: add seeds." : "Intervals are 95 % by Student's t over runs; they describe each arm and are no test of a difference (paired tests: persim compare).");
        var finals = Together(runs, "last values", Finals);
        var blocks = new List<IBlock>();
        if (finals.Rows.Rows.Count == 0) blocks.Add(new Notice("None of the runs has measures yet (table measures): arms cannot be compared by them."));
        else Measures(runs, arms, finals, blocks);
        Adherence(runs, arms, blocks);
        return new Section("arms", "Arms side by side", lead, blocks);
    }

    /// <summary>The rows of every run under its label.</summary>
    public static Evidence Together(IReadOnlyList<RunView> runs, string name, string sql)
    {
        var parts = runs.Select(r => (r.Label, Evidence: r.Ask(name, sql))).ToList();
        var columns = parts.Select(p => p.Evidence.Rows.Columns).FirstOrDefault(c => c.Count > 0) ?? [];
        return new Evidence(name, new DataTable(["run", .. columns], [.. parts.SelectMany(p => p.Evidence.Rows.Rows.Select(r => (IReadOnlyList<object?>)[p.Label, .. r]))]), parts[0].Evidence.Query);
    }

    /// <summary>Mean and interval of each measure's last value over the runs of an arm.</summary>
    public static DataTable ByArm(IReadOnlyList<RunView> runs, DataTable finals)
    {
        var arm = runs.ToDictionary(r => r.Label, r => r.Manifest.Arm, StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var group in Enumerable.Range(0, finals.Rows.Count).GroupBy(i => (Name: finals.Text(i, "name"), Group: finals.Text(i, "group_name"), Arm: arm[finals.Text(i, "run")])).OrderBy(g => g.Key.Name, StringComparer.Ordinal).ThenBy(g => g.Key.Group, StringComparer.Ordinal))
        {
            var mean = MeanInterval.Of([.. group.Select(i => finals.Number(i, "value")!.Value)]);
            rows.Add([group.Key.Name, group.Key.Group, group.Key.Arm, (long)mean.Count, mean.Mean, mean.Low, mean.High]);
        }

        return new DataTable(["measure", "group", "arm", "runs", "mean", "low", "high"], rows);
    }

    private static void Measures(IReadOnlyList<RunView> runs, List<string> arms, Evidence finals, List<IBlock> blocks)
    {
        var table = ByArm(runs, finals.Rows);
        var derived = new Evidence("last values by arm", table, Formula: "mean ± t(0.975; n - 1) sd / sqrt(n) over the n runs of an arm; of one run no interval.");
        var varied = Enumerable.Range(0, table.Rows.Count).GroupBy(i => (Name: table.Text(i, "measure"), Group: table.Text(i, "group"))).Where(g => g.Select(i => table.Number(i, "mean")).Distinct().Count() > 1 || g.Any(i => table.Number(i, "low") != table.Number(i, "high"))).OrderBy(g => g.Key.Name == "count").Take(MostPanels).ToList();
        var panels = varied.Select(g => (IChart)new IntervalChart(Name(g.Key.Name, g.Key.Group), $"Last values of {g.Key.Name} by arm.", [.. g.Select(i => new IntervalRow(table.Text(i, "arm"), table.Number(i, "mean")!.Value, table.Number(i, "low"), table.Number(i, "high"), Index(arms, table.Text(i, "arm"))))])).ToList();
        blocks.Add(new Figure("arms-final", "At the end", panels.Count == MostPanels ? $"The first {MostPanels} measures that differ; the data have all." : "Measures that are the same in all runs are in the data only.", panels.Count == 0 ? null : new SmallMultiples("At the end", "Last values of each measure by arm, with intervals over runs.", panels) { PanelAspect = Math.Max(0.4, 0.16 * arms.Count), Series = arms }, [derived, finals]));
        var over = Together(runs, "all measures over time", Trends);
        var arm = runs.ToDictionary(r => r.Label, r => r.Manifest.Arm, StringComparer.Ordinal);
        var means = new List<IReadOnlyList<object?>>();
        foreach (var g in Enumerable.Range(0, over.Rows.Rows.Count).GroupBy(i => (Name: over.Rows.Text(i, "name"), Group: over.Rows.Text(i, "group_name"), Arm: arm[over.Rows.Text(i, "run")], Tick: over.Rows.Number(i, "tick")!.Value)))
        {
            var mean = MeanInterval.Of([.. g.Select(i => over.Rows.Number(i, "value")!.Value)]);
            means.Add([g.Key.Name, g.Key.Group, g.Key.Arm, g.Key.Tick, (long)mean.Count, mean.Mean, mean.Low, mean.High]);
        }

        var trend = new DataTable(["measure", "group", "arm", "tick", "runs", "mean", "low", "high"], means);
        var byMeasure = Enumerable.Range(0, means.Count).ToLookup(i => (trend.Text(i, "measure"), trend.Text(i, "group")));
        var lines = varied.Select(g => (IChart)new LineChart(Name(g.Key.Name, g.Key.Group), $"{g.Key.Name} over time by arm.", [.. arms.Select(a => new LineSeries(a, [.. byMeasure[(g.Key.Name, g.Key.Group)].Where(i => trend.Text(i, "arm") == a).Select(i => new LinePoint(trend.Number(i, "tick")!.Value, trend.Number(i, "mean")!.Value, trend.Number(i, "low"), trend.Number(i, "high")))]))]) { Legend = false, XLabel = "", Ticks = 3 }).ToList();
        if (lines.Count > 0) blocks.Add(new Figure("arms-time", "Over time", "Means over the runs of an arm, with 95 % bands where an arm has several.", new SmallMultiples("Over time", "Each measure over time by arm.", lines) { PanelAspect = 0.62, Series = arms }, [new Evidence("means over time by arm", trend, Formula: "As at the end, at each tick."), over]));
    }

    private static void Adherence(IReadOnlyList<RunView> runs, List<string> arms, List<IBlock> blocks)
    {
        var scores = Together(runs, "each person's score", AdherenceSection.Scores);
        if (scores.Rows.Rows.Count == 0)
        {
            blocks.Add(new Notice("None of the runs has answers to probes about traits (table probes): adherence cannot be compared."));
            return;
        }

        var rows = new List<(string Arm, string Instrument, string Condition, string Trait, double R)>();
        foreach (var run in runs)
        {
            var own = new DataTable([.. scores.Rows.Columns.Skip(1)], [.. scores.Rows.Rows.Where(r => (string?)r[0] == run.Label).Select(r => (IReadOnlyList<object?>)[.. r.Skip(1)])]);
            var table = AdherenceSection.Correlations(run, own);
            rows.AddRange(Enumerable.Range(0, table.Rows.Count).Where(i => table.Text(i, "meant") == table.Text(i, "measured") && table.Number(i, "r") is not null).Select(i => (run.Manifest.Arm, table.Text(i, "instrument"), table.Text(i, "condition"), table.Text(i, "meant"), table.Number(i, "r")!.Value)));
        }

        var means = rows.GroupBy(r => (r.Instrument, r.Condition, r.Trait, r.Arm)).Select(g => (g.Key, Mean: MeanInterval.Of([.. g.Select(r => r.R)]))).ToList();
        var derived = new Evidence("adherence by arm", new DataTable(["instrument", "condition", "trait", "arm", "runs", "r", "low", "high"], [.. means.Select(m => (IReadOnlyList<object?>)[m.Key.Instrument, m.Key.Condition, m.Key.Trait, m.Key.Arm, (long)m.Mean.Count, m.Mean.Mean, m.Mean.Low, m.Mean.High])]), Formula: "In each run the correlation of meant and measured trait over people (meant: each run's own block of people, which follows from its seed or table); then mean and 95 % interval over the runs of an arm. Where nobody's scores differ there is no correlation and the run is not counted.");
        var shown = means.Where(m => m.Key.Condition == "dosed" && m.Key.Instrument is not ("behaviour" or "stability")).OrderBy(m => RunView.Letters.IndexOf(m.Key.Trait, StringComparison.Ordinal)).ThenBy(m => Index(arms, m.Key.Arm)).ToList();
        blocks.Add(new Figure("arms-adherence", "Adherence by arm", "Correlation of meant and measured trait; with the arm as it was.", shown.Count == 0 ? null : new IntervalChart("Adherence by arm", "Adherence of each trait by arm.", [.. shown.Select(m => new IntervalRow($"{m.Key.Trait}: {m.Key.Arm}", m.Mean.Mean, m.Mean.Low, m.Mean.High, Index(arms, m.Key.Arm)))]) { Reference = 0, Span = (0, 1), XLabel = "correlation" }, [derived, scores]));
    }

    private static string Name(string name, string group) => name.Replace('_', ' ') + (group is "" or "town" ? "" : $" ({group})");

    private static int Index(List<string> arms, string arm) => Enumerable.Range(0, arms.Count).First(i => arms[i] == arm);
}
