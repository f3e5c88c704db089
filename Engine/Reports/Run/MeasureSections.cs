using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What a study measures by itself, over time: what is about goods and money first, then everything else.</summary>
internal static class MeasureSections
{
    private const int MostSeries = 6;

    private static readonly SortedDictionary<string, string> _economy = new(StringComparer.Ordinal)
    {
        ["gini_money"] = "Inequality of money (Gini)",
        ["resources_gini"] = "Inequality of resources (Gini)",
        ["resources"] = "Mean resources",
        ["mean_resources"] = "Mean resources by behaviour",
        ["treasury"] = "The town's treasury, in hundredths of a coin",
        ["price"] = "Prices, in hundredths of a coin",
        ["stock"] = "Goods on the market",
        ["hungry"] = "Share of people who are hungry",
        ["energy"] = "Mean energy",
    };

    /// <summary>Everything about goods and money, tick by tick.</summary>
    public static string EconomyQuery => $"select tick, name, group_name, value from measures where name in ({string.Join(", ", _economy.Keys.Select(k => $"'{k}'"))}) order by name, group_name, tick, phase, round, n";

    public static string EconomyTitle(string name) => _economy[name];

    public static Section Economy(RunView run)
    {
        const string lead = "Who has how much, and what things cost. Gini: 0 everybody has the same, towards 1 one has everything.";
        var rows = run.Ask("the economy over time", EconomyQuery);
        if (rows.Rows.Rows.Count == 0) return new Section("economy", "Economy", lead, [new Notice("This run has no measures of goods or money yet (table measures): nothing to draw.")]);
        var blocks = new List<IBlock>();
        foreach (var name in _economy.Keys.Where(k => rows.Rows.Rows.Any(r => (string?)r[rows.Rows.Column("name")] == k)))
        {
            var own = new DataTable(rows.Rows.Columns, [.. rows.Rows.Rows.Where(r => (string?)r[rows.Rows.Column("name")] == name)]);
            blocks.Add(new Figure("economy-" + Ids.Of(name), _economy[name], "", new LineChart(_economy[name], $"{_economy[name]} over time.", Series.By(own, "group_name", "tick", "value")) { Span = name.Contains("gini", StringComparison.Ordinal) ? (0, 0.5) : (0, 0) }, [rows]));
        }

        return new Section("economy", "Economy", lead, blocks);
    }

    public static Section Others(RunView run)
    {
        const string lead = "Everything else that the study measured at regular ticks.";
        var rows = run.Ask("all other measures over time", $"select tick, name, group_name, value from measures where name not in ({string.Join(", ", _economy.Keys.Append("opinion_mean").Append("opinion_variance").Select(k => $"'{k}'"))}) order by name, group_name, tick, phase, round, n");
        if (rows.Rows.Rows.Count == 0) return new Section("measures", "Measures over time", lead, [new Notice("This run has no other measures yet (table measures): nothing to draw.")]);
        var blocks = new List<IBlock>();
        var panels = new List<IChart>();
        foreach (var name in Enumerable.Range(0, rows.Rows.Rows.Count).GroupBy(i => rows.Rows.Text(i, "name")))
        {
            var own = new DataTable(rows.Rows.Columns, [.. name.Select(i => rows.Rows.Rows[i])]);
            var lines = Series.By(own, "group_name", "tick", "value");
            // a name with many groups is many numbers, not one picture
            if (lines.Count > MostSeries) blocks.Add(Many($"measures-{Ids.Of(name.Key)}", Words(name.Key), [.. lines.Select(l => Panel(l.Name, [l]) with { Span = name.Key == "count" ? (0, 0) : null })], rows));
            else panels.Add(Panel(Words(name.Key) + (lines.Count == 1 && lines[0].Name is not ("" or "town") ? $" ({lines[0].Name})" : ""), lines));
        }

        if (panels.Count > 0) blocks.Insert(0, Many("measures-all", "Over time", panels, rows));
        return new Section("measures", "Measures over time", lead, blocks);
    }

    private static string Words(string name) => name == "count" ? "Counted since the last measuring" : name.Replace('_', ' ');

    private static Figure Many(string id, string title, List<IChart> panels, Evidence rows) =>
        new(id, title, "", new SmallMultiples(title, $"{panels.Count} measures over time: {string.Join(", ", panels.Select(p => p.Title))}.", panels) { PanelAspect = 0.62 }, [rows]);

    private static LineChart Panel(string title, IReadOnlyList<LineSeries> lines) => new(title, title, lines) { XLabel = "", Ticks = 3, Legend = lines.Count > 1 };
}
