using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Whether people are who they are meant to be, and how much they change with the dose.</summary>
internal static class AdherenceSection
{
    /// <summary>Each person's mean answer by instrument, condition and trait, at the instrument's last firing.</summary>
    public const string Scores = """
        select p.instrument, p.condition, p.trait, p.who, avg(p.value) as score
        from probes p join (select instrument, max(tick) as tick from probes where value is not null group by instrument) last
          on last.instrument = p.instrument and last.tick = p.tick
        where p.trait is not null and p.value is not null
        group by p.instrument, p.condition, p.trait, p.who
        order by p.instrument, p.condition, p.trait, p.who
        """;

    public static Section Of(RunView run)
    {
        const string lead = "Probes ask people about themselves, outside the world. Adherence is the correlation, over people, of the trait they are meant to have with the trait that was measured.";
        var scores = run.Ask("each person's score", Scores);
        if (scores.Rows.Rows.Count == 0) return new Section("adherence", "Adherence and dose-response", lead, [new Notice("This run has no answers to probes about traits (table probes): adherence and dose-response cannot be told. Probes are switched on under probes in the configuration.")]);
        var table = Correlations(run, scores.Rows);
        var derived = new Evidence("correlations of meant and measured traits", table, Formula: "r = sum (x - mx)(y - my) / sqrt(sum (x - mx)² sum (y - my)²) over people; x: the meant trait from the block of people, y: the score above. The 95 % interval is tanh(atanh r ± 1.96 / sqrt(n - 3)). No number: somebody's scores do not differ.");
        var blocks = new List<IBlock> { Own(table, derived, scores) };
        if (Bleed(table, derived, scores) is { } bleed) blocks.Add(bleed);
        if (MultimethodFigure.Of(scores) is { } methods) blocks.Add(methods);
        blocks.Add(DoseFigure.Of(run, scores));
        return new Section("adherence", "Adherence and dose-response", lead, blocks);
    }

    /// <summary>Meant with measured traits, by instrument and condition.</summary>
    public static DataTable Correlations(RunView run, DataTable scores)
    {
        var people = run.People.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var group in Enumerable.Range(0, scores.Rows.Count).GroupBy(i => (Instrument: scores.Text(i, "instrument"), Condition: scores.Text(i, "condition"), Trait: scores.Text(i, "trait"))))
        {
            for (var t = 0; t < RunView.Letters.Length; t++)
            {
                var pairs = group.Where(i => people.ContainsKey(scores.Text(i, "who"))).Select(i => (people[scores.Text(i, "who")].Meant[t], scores.Number(i, "score")!.Value)).ToList();
                var r = Agreement.Correlation(pairs);
                var range = r is { } known ? Agreement.Interval(known, pairs.Count) : null;
                rows.Add([group.Key.Instrument, group.Key.Condition, RunView.Letters[t].ToString(), group.Key.Trait, (long)pairs.Count, r, range?.Low, range?.High]);
            }
        }

        return new DataTable(["instrument", "condition", "meant", "measured", "people", "r", "low", "high"], rows);
    }

    private static Figure Own(DataTable table, Evidence derived, Evidence scores)
    {
        var groups = Enumerable.Range(0, table.Rows.Count).Select(i => $"{table.Text(i, "instrument")}, {table.Text(i, "condition")}").Distinct().ToList();
        var rows = (from i in Enumerable.Range(0, table.Rows.Count)
                    where table.Text(i, "meant") == table.Text(i, "measured") && table.Number(i, "r") is not null
                    let name = $"{table.Text(i, "instrument")}, {table.Text(i, "condition")}"
                    orderby RunView.Letters.IndexOf(table.Text(i, "meant"), StringComparison.Ordinal), groups.IndexOf(name)
                    select new IntervalRow($"{table.Text(i, "meant")}: {name}", table.Number(i, "r")!.Value, table.Number(i, "low"), table.Number(i, "high"), groups.IndexOf(name))).ToList();
        var silent = groups.Where(g => !rows.Any(r => r.Label.EndsWith(g, StringComparison.Ordinal))).ToList();
        var note = "1: measured as meant; 0: unrelated. " + (silent.Count > 0 ? $"Everybody scored the same, so there is no correlation: {string.Join("; ", silent)}." : "");
        return new Figure("adherence-own", "Meant and measured", note, rows.Count == 0 ? null : new IntervalChart("Meant and measured", "The correlation of meant and measured trait, with 95 % intervals, for each trait and instrument.", rows) { Reference = 0, Span = (0, 1), XLabel = "correlation" }, [derived, scores]);
    }

    private static Figure? Bleed(DataTable table, Evidence derived, Evidence scores)
    {
        var first = Enumerable.Range(0, table.Rows.Count).Where(i => table.Number(i, "r") is not null).Select(i => (Instrument: table.Text(i, "instrument"), Condition: table.Text(i, "condition"))).OrderBy(g => g.Condition != "dosed").ThenBy(g => g.Instrument is "behaviour" or "stability").FirstOrDefault();
        if (first.Instrument is null) return null;
        var letters = RunView.Letters.Select(l => l.ToString()).ToList();
        var values = letters.Select(meant => (IReadOnlyList<double?>)[.. letters.Select(measured => Enumerable.Range(0, table.Rows.Count).Where(i => table.Text(i, "instrument") == first.Instrument && table.Text(i, "condition") == first.Condition && table.Text(i, "meant") == meant && table.Text(i, "measured") == measured).Select(i => table.Number(i, "r")).FirstOrDefault())]).ToList();
        var chart = new HeatmapChart("Each trait with each", "Correlations of every meant with every measured trait: the diagonal is adherence, the rest is bleed.", letters, letters, values, 1) { RowLabel = "meant", ColumnLabel = "measured" };
        return new Figure("adherence-bleed", "Each trait with each", $"{first.Instrument}, {first.Condition}: the diagonal should be strong and the rest weak. People's meant traits may themselves correlate by chance.", chart, [derived, scores]);
    }
}
