using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Whether people stay who they were, and how well the instrument agrees with itself.</summary>
internal static class DriftSection
{
    // each person's score at each firing, with the vector on
    private const string Scores = "select instrument, trait, tick, who, avg(value) as score from probes where condition = 'dosed' and trait is not null and value is not null group by instrument, trait, tick, who";

    /// <summary>How far scores of each firing lie from the first ones.</summary>
    public const string Distance = $"""
        select later.instrument, later.trait, later.tick, avg(abs(later.score - start.score)) as distance, avg(later.score - start.score) as shift, count(*) as people
        from ({Scores}) later
        join ({Scores}) start on start.instrument = later.instrument and start.trait = later.trait and start.who = later.who
        join (select instrument, min(tick) as tick, max(tick) as last_tick from probes where condition = 'dosed' and value is not null group by instrument) first on first.instrument = start.instrument and first.tick = start.tick and first.last_tick > first.tick
        group by later.instrument, later.trait, later.tick order by later.instrument, later.trait, later.tick
        """;

    /// <summary>Scores of the first and the last firing of instruments that were given twice.</summary>
    public const string FirstAndLast = $"""
        select s.instrument, s.trait, s.tick, s.who, s.score from ({Scores}) s
        join (select instrument, min(tick) as first, max(tick) as last from probes where condition = 'dosed' and value is not null group by instrument) t on t.instrument = s.instrument and t.last > t.first and s.tick in (t.first, t.last)
        order by s.instrument, s.trait, s.tick, s.who
        """;

    /// <summary>Cronbach's alpha of an instrument at its last firing, over people who answered everything; variances with n - 1.</summary>
    public const string Alpha = """
        select 'INSTRUMENT' as instrument, items.trait as trait, items.k as items, totals.people, case when items.k > 1 and totals.variance > 0 then items.k / (items.k - 1.0) * (1 - items.variance / totals.variance) end as alpha
        from (select trait, count(*) as k, sum(variance) as variance
              from (select trait, item, (sum(value * value) - sum(value) * sum(value) / count(*)) / (count(*) - 1.0) as variance
                    from probes where instrument = 'INSTRUMENT' and condition = 'dosed' and tick = (select max(tick) from probes where instrument = 'INSTRUMENT')
                      and who not in (select who from probes where instrument = 'INSTRUMENT' and condition = 'dosed' and value is null and tick = (select max(tick) from probes where instrument = 'INSTRUMENT'))
                    group by trait, item having count(*) > 1) each_item group by trait) items
        join (select trait, count(*) as people, (sum(score * score) - sum(score) * sum(score) / count(*)) / (count(*) - 1.0) as variance
              from (select trait, who, sum(value) as score from probes where instrument = 'INSTRUMENT' and condition = 'dosed' and tick = (select max(tick) from probes where instrument = 'INSTRUMENT')
                      and who not in (select who from probes where instrument = 'INSTRUMENT' and condition = 'dosed' and value is null and tick = (select max(tick) from probes where instrument = 'INSTRUMENT'))
                    group by trait, who) each_person group by trait having count(*) > 1) totals
          on totals.trait = items.trait
        """;

    public static Section Of(RunView run)
    {
        const string lead = "The same questions to the same people again. Drift is how far answers moved since the first time, on the instrument's own scale.";
        var asked = run.Ask("what was asked", "select instrument, condition, count(*) as answers, count(value) as usable, count(distinct who) as people, count(distinct tick) as firings, min(tick) as first_tick, max(tick) as last_tick from probes group by instrument, condition order by instrument, condition");
        if (asked.Rows.Rows.Count == 0) return new Section("drift", "Drift and reliability", lead, [new Notice("This run has no probes (table probes is empty): drift and reliability cannot be told.")]);
        var blocks = new List<IBlock> { new Figure("probes", "What was asked", "", null, [asked]) };
        var drift = run.Ask("mean distance from the first answers", Distance);
        if (drift.Rows.Rows.Count == 0) blocks.Add(new Notice("No instrument was given twice so far: drift and test-retest need a second firing (probes.likert_every, probes.stability_every)."));
        else Over(run, drift, blocks);
        var instruments = Enumerable.Range(0, asked.Rows.Rows.Count).Where(i => asked.Rows.Text(i, "condition") == "dosed" && asked.Rows.Text(i, "instrument") != "opinions").Select(i => asked.Rows.Text(i, "instrument").Replace("'", "''", StringComparison.Ordinal)).Distinct().ToList();
        if (instruments.Count > 0)
        {
            var alpha = run.Ask("Cronbach's alpha", string.Join("\nunion all\n", instruments.Select(i => Alpha.Replace("INSTRUMENT", i, StringComparison.Ordinal))) + "\norder by instrument, trait");
            if (alpha.Rows.Rows.Count > 0) blocks.Add(new Figure("alpha", "Reliability", "Cronbach's alpha k / (k - 1) (1 - sum of item variances / variance of the sum) at the last firing. It tells how alike the items are answered, not whether they are answered truly; a rule that answers every item from one number has 1.", null, [alpha]));
        }

        return new Section("drift", "Drift and reliability", lead, blocks);
    }

    private static void Over(RunView run, Evidence drift, List<IBlock> blocks)
    {
        var traits = Enumerable.Range(0, drift.Rows.Rows.Count).Select(i => drift.Rows.Text(i, "trait")).Distinct().ToList();
        var panels = Enumerable.Range(0, drift.Rows.Rows.Count).GroupBy(i => drift.Rows.Text(i, "instrument")).Select(own => (IChart)new LineChart(own.Key, $"Drift of {own.Key}, by trait.", [.. traits.Select(t => new LineSeries(t, [.. own.Where(i => drift.Rows.Text(i, "trait") == t).Select(i => new LinePoint(drift.Rows.Number(i, "tick")!.Value, drift.Rows.Number(i, "distance")!.Value))]))]) { Legend = false, Span = (0, 0.1), Ticks = 3 }).ToList();
        blocks.Add(new Figure("drift-over-time", "Drift", "Mean distance of people's scores from their first, in points of the instrument.", new SmallMultiples("Drift", "The mean distance of each person's score from their first one, by instrument and trait.", panels) { Series = traits, Columns = Math.Clamp(panels.Count, 2, 3) }, [drift]));

        var scores = run.Ask("each person's scores, first and last", FirstAndLast);
        var table = Retest(scores.Rows);
        var rows = Enumerable.Range(0, table.Rows.Count).Where(i => table.Number(i, "r") is not null).Select(i => new IntervalRow($"{table.Text(i, "trait")}: {table.Text(i, "instrument")}", table.Number(i, "r")!.Value, table.Number(i, "low"), table.Number(i, "high"))).ToList();
        blocks.Add(new Figure("retest", "Test-retest", "Correlation, over people, of the first score with the last.", rows.Count == 0 ? null : new IntervalChart("Test-retest", "The correlation of each trait's first scores with its last ones.", rows) { Span = (0, 1), Reference = 0, XLabel = "correlation" },
            [new Evidence("test-retest", table, Formula: "Pearson's r of the first and the last score over the people who have both, with the 95 % interval tanh(atanh r ± 1.96 / sqrt(n - 3))."), scores]));
    }

    public static DataTable Retest(DataTable scores)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var group in Enumerable.Range(0, scores.Rows.Count).GroupBy(i => (Instrument: scores.Text(i, "instrument"), Trait: scores.Text(i, "trait"))))
        {
            var (first, last) = (group.Min(i => scores.Number(i, "tick")), group.Max(i => scores.Number(i, "tick")));
            var before = group.Where(i => scores.Number(i, "tick") == first).ToDictionary(i => scores.Text(i, "who"), i => scores.Number(i, "score")!.Value, StringComparer.Ordinal);
            var pairs = group.Where(i => scores.Number(i, "tick") == last && before.ContainsKey(scores.Text(i, "who"))).Select(i => (before[scores.Text(i, "who")], scores.Number(i, "score")!.Value)).ToList();
            var r = Agreement.Correlation(pairs);
            var range = r is { } known ? Agreement.Interval(known, pairs.Count) : null;
            rows.Add([group.Key.Instrument, group.Key.Trait, (long)first!, (long)last!, (long)pairs.Count, r, range?.Low, range?.High]);
        }

        return new DataTable(["instrument", "trait", "first", "last", "people", "r", "low", "high"], rows);
    }
}
