using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Several runs: who has how much and what things cost, under each arm.</summary>
internal static class ArmEconomySection
{
    public static Section Of(IReadOnlyList<RunView> runs)
    {
        const string lead = "Goods and money over time, means over the runs of an arm with 95 % bands where it has several.";
        var (arms, rows) = (ArmPeopleSection.Arms(runs), ArmsSection.Together(runs, "the economy over time", MeasureSections.EconomyQuery));
        if (rows.Rows.Rows.Count == 0) return new Section("arms-economy", "Economy by arm", lead, [new Notice("None of the runs has measures of goods or money yet (table measures): the economy cannot be compared.")]);
        var means = ArmPeopleSection.ByArm(runs, rows.Rows, ["name", "group_name", "tick"], "value");
        var derived = new Evidence("economy by arm", means, Formula: "mean ± t(0.975; n - 1) sd / sqrt(n) over the n runs of an arm, at each tick.");
        var blocks = new List<IBlock>();
        foreach (var name in Enumerable.Range(0, means.Rows.Count).GroupBy(i => means.Text(i, "name")).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var title = MeasureSections.EconomyTitle(name.Key);
            var panels = name.GroupBy(i => means.Text(i, "group_name")).Select(g => (IChart)new LineChart(g.Key is "" or "town" ? title : g.Key, $"{title} by arm.", [.. arms.Select(a => new LineSeries(a, [.. g.Where(i => means.Text(i, "arm") == a).Select(i => new LinePoint(means.Number(i, "tick")!.Value, means.Number(i, "mean")!.Value, means.Number(i, "low"), means.Number(i, "high")))]))]) { Legend = false, XLabel = "", Ticks = 3, Span = name.Key.Contains("gini", StringComparison.Ordinal) ? (0, 0.5) : null }).ToList();
            blocks.Add(new Figure("arms-economy-" + Ids.Of(name.Key), title, "", new SmallMultiples(title, $"{title} over time by arm.", panels) { PanelAspect = 0.62, Series = arms, Columns = Math.Clamp(panels.Count, 1, 3) }, [derived, rows]));
        }

        return new Section("arms-economy", "Economy by arm", lead, blocks);
    }
}
