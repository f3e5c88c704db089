using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Measured trait against dose, or against the meant trait where a run has no doses.</summary>
internal static class DoseFigure
{
    private const int Parts = 5;

    public static IBlock Of(RunView run, Evidence scores)
    {
        var doses = run.Ask("each person's dose", """
            select direction as trait, who, avg(intended) as x, avg(applied) as applied
            from doses where purpose like 'dosed/%'
            group by direction, who order by direction, who
            """);
        var dosed = doses.Rows.Rows.Count > 0;
        var x = new Dictionary<(string Trait, string Who), double>();
        if (dosed) foreach (var i in Enumerable.Range(0, doses.Rows.Rows.Count)) x[(doses.Rows.Text(i, "trait"), doses.Rows.Text(i, "who"))] = doses.Rows.Number(i, "x")!.Value;
        else foreach (var person in run.People) for (var t = 0; t < person.Meant.Count; t++) x[(RunView.Letters[t].ToString(), person.Name)] = person.Meant[t];
        var table = Response(scores.Rows, x);
        if (table.Rows.Count == 0) return new Notice("Doses were given, and none of their directions is a trait that was probed: there is no dose-response to draw.");
        var panels = Enumerable.Range(0, table.Rows.Count).GroupBy(i => table.Text(i, "trait")).Select(g => (IChart)new LineChart($"{g.Key}", $"Mean score of {g.Key} by fifths of people.", [.. g.GroupBy(i => table.Text(i, "series")).Select(s => new LineSeries(s.Key, [.. s.Select(i => new LinePoint(table.Number(i, "mean_x")!.Value, table.Number(i, "mean_score")!.Value, table.Number(i, "low"), table.Number(i, "high")))]))]) { Legend = false, XLabel = dosed ? "intended dose" : "meant trait", WholeX = false, Ticks = 4 }).ToList();
        var names = Enumerable.Range(0, table.Rows.Count).Select(i => table.Text(i, "series")).Distinct().ToList();
        var chart = new SmallMultiples("Dose-response", "For each trait the mean score of fifths of the people, ordered by dose, with 95 % intervals.", panels) { Series = names };
        var derived = new Evidence("scores by fifths", table, Formula: $"People ordered by x ({(dosed ? "their mean intended dose in probes with the vector on" : "the meant trait, from the block of people; this run gave no doses")}; equal ones by name) and cut into five parts of nearly one size; mean x and mean score of each part, with mean ± t(0.975; n - 1) sd / sqrt(n).");
        return new Figure("dose-response", "Dose-response", dosed ? "By intended dose; what the safety governor took away shows in the data (applied)." : "No doses were given in this run (no arm with vectors, or a mind that takes none): the meant trait stands in for the dose.", chart, dosed ? [derived, scores, doses] : [derived, scores]);
    }

    public static DataTable Response(DataTable scores, IReadOnlyDictionary<(string Trait, string Who), double> x)
    {
        var rows = new List<IReadOnlyList<object?>>();
        // behaviour is a probability and not on the scale of the questionnaires
        foreach (var group in Enumerable.Range(0, scores.Rows.Count).Where(i => scores.Text(i, "instrument") is not ("behaviour" or "stability" or "observer")).GroupBy(i => (Trait: scores.Text(i, "trait"), Series: $"{scores.Text(i, "instrument")}, {scores.Text(i, "condition")}")).OrderBy(g => RunView.Letters.IndexOf(g.Key.Trait, StringComparison.Ordinal)))
        {
            var people = group.Where(i => x.ContainsKey((group.Key.Trait, scores.Text(i, "who")))).Select(i => (Who: scores.Text(i, "who"), X: x[(group.Key.Trait, scores.Text(i, "who"))], Y: scores.Number(i, "score")!.Value)).OrderBy(p => p.X).ThenBy(p => p.Who, StringComparer.Ordinal).ToList();
            for (var part = 0; part < Parts; part++)
            {
                var own = people[(part * people.Count / Parts)..((part + 1) * people.Count / Parts)];
                if (own.Count == 0) continue;
                var mean = MeanInterval.Of([.. own.Select(p => p.Y)]);
                rows.Add([group.Key.Trait, group.Key.Series, part + 1L, (long)own.Count, own.Average(p => p.X), mean.Mean, mean.Low, mean.High]);
            }
        }

        return new DataTable(["trait", "series", "fifth", "people", "mean_x", "mean_score", "low", "high"], rows);
    }
}
