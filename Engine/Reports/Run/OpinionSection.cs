using PersonaSim.Engine.Measures.Graphs;
using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Where people stand on the study's topics.</summary>
internal static class OpinionSection
{
    private const int Points = 5;

    public static Section Of(RunView run)
    {
        const string lead = "What people said when asked where they stand, 1 (against) to 5 (for). Polarisation is how opinions spread; whether friends agree is another question (homophily).";
        var over = run.Ask("opinions over time", "select tick, name, group_name as topic, value from measures where name in ('opinion_mean', 'opinion_variance') order by name, topic, tick");
        if (over.Rows.Rows.Count == 0) return new Section("opinions", "Opinions", lead, [new Notice("This study measures no opinions, or has not yet (table measures has no opinion_mean): nothing to draw.")]);
        var blocks = new List<IBlock>();
        foreach (var (name, title, label) in new[] { ("opinion_mean", "Mean opinion", "1 against, 5 for"), ("opinion_variance", "Polarisation: variance of opinions", "variance, at most 4") })
        {
            var rows = new DataTable(over.Rows.Columns, [.. over.Rows.Rows.Where(r => (string?)r[over.Rows.Column("name")] == name)]);
            if (rows.Rows.Count > 0) blocks.Add(new Figure(name == "opinion_mean" ? "opinion-mean" : "opinion-variance", title, "", new LineChart(title, $"{title} at each asking, by topic.", Series.By(rows, "topic", "tick", "value")) { YLabel = label, Span = name == "opinion_mean" ? (1, 5) : (0, 1) }, [over]));
        }

        var stances = run.Ask("what people answered, first and last", "select tick, who, value from answers where purpose = 'stance' and tick in ((select min(tick) from answers where purpose = 'stance'), (select max(tick) from answers where purpose = 'stance')) order by tick, who");
        if (stances.Rows.Rows.Count == 0) return new Section("opinions", "Opinions", lead, blocks);
        var topics = run.Ask("topics, in the order of their claims", "select group_name as topic from measures where name = 'opinion_mean' and tick = (select min(tick) from measures where name = 'opinion_mean') order by phase, round, n");
        Stances(run, stances, topics, blocks);
        return new Section("opinions", "Opinions", lead, blocks);
    }

    private static void Stances(RunView run, Evidence stances, Evidence topics, List<IBlock> blocks)
    {
        var given = Enumerable.Range(0, stances.Rows.Rows.Count).Select(i => (Tick: (long)stances.Rows.Number(i, "tick")!.Value, Who: stances.Rows.Text(i, "who"), Value: AnswerJson.Read(stances.Rows.Text(i, "value")))).ToList();
        var ticks = given.Select(g => g.Tick).Distinct().Order().ToList();
        var (counts, spread) = (new List<IReadOnlyList<object?>>(), new List<IReadOnlyList<object?>>());
        var network = LastNetwork(run);
        for (var topic = 0; topic < topics.Rows.Rows.Count; topic++)
        {
            var name = topics.Rows.Text(topic, "topic");
            foreach (var tick in ticks)
            {
                var own = given.Where(g => g.Tick == tick).ToDictionary(g => g.Who, g => (double)((ScaleValue)((FieldsValue)g.Value)[$"claim_{topic + 1}"]).Point, StringComparer.Ordinal);
                for (var point = 1; point <= Points; point++) counts.Add([name, tick, (long)point, own.Values.LongCount(v => (int)v == point)]);
                double[] values = [.. run.People.Select(p => own.GetValueOrDefault(p.Name, double.NaN))];
                var homophily = network is not null && tick == ticks[^1] && !values.Any(double.IsNaN) ? Mixing.Homophily(network, values) : null;
                spread.Add([name, tick, own.Values.Average(), Polarisation.Variance([.. own.Values]), Polarisation.Bimodality([.. own.Values]), homophily]);
            }
        }

        var table = new DataTable(["topic", "tick", "stance", "people"], counts);
        var panels = Enumerable.Range(0, counts.Count).GroupBy(i => table.Text(i, "topic")).Select(g => (IChart)new BarChart(g.Key, $"How many stand where on {g.Key}, first and last.", [.. Enumerable.Range(1, Points).Select(p => p switch { 1 => "1 against", Points => $"{Points} for", _ => $"{p}" })], [.. ticks.Select(t => $"tick {t}")], [.. ticks.Select(t => (IReadOnlyList<double?>)[.. g.Where(i => table.Number(i, "tick") == t).Select(i => table.Number(i, "people"))])]) { XLabel = "people" }).ToList();
        const string formula = "claim_k in the answer's value is where somebody stands on the k-th topic.";
        foreach (var (panel, i) in panels.Select((p, i) => (p, i))) blocks.Add(new Figure($"stances-{i + 1}", $"Where people stand: {panel.Title}", "First and last time everybody was asked.", panel, [new Evidence("people by stance", table, Formula: formula), stances, topics]));
        blocks.Add(new Figure("polarisation", "Polarisation and homophily", "Bimodality above 0.556 (a uniform spread) points to two camps. Homophily: 0 as chance would have it, 1 only people who agree are tied; at the last moment, over the ties of that time.", null,
            [new Evidence("polarisation", new DataTable(["topic", "tick", "mean", "variance", "bimodality", "homophily"], spread), Formula: formula + " Variance: sum (x - mean)² / n. Bimodality: (g² + 1) / (k + 3(n - 1)² / ((n - 2)(n - 3))), g skewness and k excess kurtosis of the sample. Homophily: 1 - mean |x(i) - x(j)| over the last ties by weight / over all pairs."), stances, topics]));
    }

    private static Network? LastNetwork(RunView run)
    {
        var edges = run.Ask("", "select tick, source, target, weight from edges where kind = 'tie' and tick = (select max(tick) from edges where kind = 'tie') order by source, target").Rows;
        if (edges.Rows.Count == 0) return null;
        var ties = new TieTable(run, edges);
        return ties.People.Count == run.People.Count ? new Network(ties.People.Count, ties.At(ties.Ticks[^1])) : null;
    }
}
