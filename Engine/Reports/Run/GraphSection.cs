using PersonaSim.Engine.Measures.Graphs;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>The society's ties: as a picture, over time, and in numbers.</summary>
internal static class GraphSection
{
    private const int MostPictures = 6, MostDrawn = 4;

    private static readonly string[] _drawn = ["reciprocity", "clustering", "modularity", "giant"];

    public static Section Of(RunView run)
    {
        const string lead = "Ties as the study writes them at regular ticks, and who spoke to whom in all.";
        var kinds = run.Ask("kinds of ties", "select kind, count(*) as ties, count(distinct tick) as moments, min(tick) as first_tick, max(tick) as last_tick from edges group by kind order by kind = 'blacklist', count(*) desc, kind");
        if (kinds.Rows.Rows.Count == 0) return new Section("graph", "Social graph", lead, [new Notice("This run has no ties yet (table edges is empty; a town writes them every town.ties_every ticks): the social graph cannot be drawn."), .. Contacts(run)]);
        var blocks = new List<IBlock>();
        for (var k = 0; k < kinds.Rows.Rows.Count; k++) Kind(run, kinds.Rows.Text(k, "kind"), k == 0, blocks);
        blocks.AddRange(Contacts(run));
        return new Section("graph", "Social graph", lead, blocks);
    }

    private static void Kind(RunView run, string kind, bool main, List<IBlock> blocks)
    {
        var id = "ties-" + Ids.Of(kind);
        var edges = run.Ask("ties", $"select tick, source, target, weight from edges where kind = '{kind.Replace("'", "''", StringComparison.Ordinal)}' order by tick, source, target");
        var ties = new TieTable(run, edges.Rows);
        var layout = ForceLayout.Of(ties.People.Count, TieTable.Scaled(TieTable.Strongest(ties.All(), MostDrawn)));
        var last = ties.At(ties.Ticks[^1]);
        var network = new Network(ties.People.Count, last);
        int[] groups = [.. Modularity.Groups(network)];
        if (main)
        {
            var chart = Picture(ties, last, layout, groups, $"Ties at tick {ties.Ticks[^1]}", wide: true);
            blocks.Add(new Figure(id, $"The society at tick {ties.Ticks[^1]}", $"Ties of the kind '{kind}'. Drawn are everybody's {MostDrawn} strongest ties (the data have all {last.Count}). Whoever has more ties is larger; colours are the groups that ties form (modularity); a stronger tie is darker. Where somebody stands is chosen so that tied people are near; directions have no meaning.", chart,
                [edges, new Evidence("people in the picture", Centralities(ties.People, network, groups), Formula: "Of the last moment's ties: degree / (n - 1); betweenness: share of the shortest paths between others that lead through somebody; eigenvector: c = A c / λ for the largest eigenvalue of the undirected weights A, the largest c being 1; strength: the sum of undirected weights (mean of both directions); group: by modularity, the largest 0.")]));
        }

        if (ties.Ticks.Count > 1)
        {
            var shown = Enumerable.Range(0, Math.Min(MostPictures, ties.Ticks.Count)).Select(i => ties.Ticks[(int)((ties.Ticks.Count - 1L) * i / Math.Max(1, Math.Min(MostPictures, ties.Ticks.Count) - 1))]).Distinct().ToList();
            var panels = shown.Select(tick => (IChart)(Picture(ties, ties.At(tick), layout, groups, $"tick {tick}", wide: false) with { Named = false, Aspect = 0.8 })).ToList();
            blocks.Add(new Figure(id + "-time", $"The network over time: {kind}", $"Everybody keeps one place in all pictures; drawn are everybody's {MostDrawn} strongest ties of that moment; colours are the last moment's groups.", new SmallMultiples($"Ties over time: {kind}", $"The network of ties of the kind {kind} at {shown.Count} moments.", panels) { PanelAspect = 0.8, Columns = Math.Clamp(panels.Count, 2, 3) }, [edges]));
        }

        var table = Measures(ties);
        var derived = new Evidence("measures of the network", table, Formula: "reciprocity: returned ties / ties; density: ties / n(n - 1); clustering: 3 triangles / connected triples; giant: people in the largest connected component / people; modularity: sum over groups of W(c)/W - (S(c)/2W)², groups by the method of Blondel et al.; undirected weights are the mean of both directions.");
        var lines = _drawn.Select(name => new LineSeries(name, [.. Enumerable.Range(0, table.Rows.Count).Where(i => table.Number(i, name) is not null).Select(i => new LinePoint(table.Number(i, "tick")!.Value, table.Number(i, name)!.Value))])).ToList();
        blocks.Add(new Figure(id + "-measures", $"The network in numbers: {kind}", "", table.Rows.Count > 1 ? new LineChart($"The network in numbers: {kind}", "Reciprocity, clustering, modularity and the giant component's share at each moment.", lines) { Span = (0, 1) } : null, [derived, edges]));
        if (!main) return;
        var mixing = Assortativity(run, ties.People, network);
        var rows = Enumerable.Range(0, mixing.Rows.Count).Where(i => mixing.Number(i, "assortativity") is not null).Select(i => new IntervalRow(mixing.Text(i, "trait"), mixing.Number(i, "assortativity")!.Value)).ToList();
        blocks.Add(new Figure("assortativity", "Do like and like keep together?", "By trait, at the last moment: above 0 alike people are tied, below 0 unlike ones.", rows.Count == 0 ? null : new IntervalChart("Assortativity by trait", "Assortativity of the last network by each meant trait.", rows) { Reference = 0, Span = (-0.3, 0.3), XLabel = "assortativity" },
            [new Evidence("assortativity by trait", mixing, Formula: "r = sum w(i,j)(x(i) - m)(x(j) - m) / sum s(i)(x(i) - m)² with undirected weights w, strengths s, m = sum s x / sum s and x the meant trait from the block of people. Homophily: 1 - mean |x(i) - x(j)| over ties / over all pairs."), edges]));
    }

    private static NetworkChart Picture(TieTable ties, IReadOnlyList<(int From, int To, double Weight)> edges, IReadOnlyList<(double X, double Y)> layout, int[] groups, string title, bool wide)
    {
        var degree = Centrality.Degree(new Network(ties.People.Count, edges));
        var most = Math.Max(1e-9, degree.Max());
        return new NetworkChart(title, $"A picture of {ties.People.Count} people and {edges.Count} ties.", [.. ties.People.Select((name, i) => new NetworkNode(name, groups[i], degree[i] / most))], layout, TieTable.Scaled(TieTable.Strongest(edges, MostDrawn))) { Wide = wide };
    }

    private static DataTable Centralities(IReadOnlyList<string> people, Network network, int[] groups)
    {
        var (degree, between, eigen) = (Centrality.Degree(network), Centrality.Betweenness(network), Centrality.Eigenvector(network));
        return new DataTable(["who", "group", "degree", "betweenness", "eigenvector", "strength"], [.. Enumerable.Range(0, people.Count).OrderByDescending(i => between[i]).ThenBy(i => i).Select(i => (IReadOnlyList<object?>)[people[i], (long)groups[i], degree[i], between[i], eigen[i], network.Strength(i)])]);
    }

    public static DataTable Measures(TieTable ties) =>
        new(["tick", "ties", "density", "reciprocity", "clustering", "modularity", "groups", "giant"], [.. ties.Ticks.Select(tick => Row(tick, new Network(ties.People.Count, ties.At(tick))))]);

    private static IReadOnlyList<object?> Row(long? tick, Network network)
    {
        var groups = Modularity.Groups(network);
        return [tick, (long)network.Ties, Cohesion.Density(network), Cohesion.Reciprocity(network), Cohesion.Clustering(network), Modularity.Of(network, groups), (long)groups.Distinct().Count(), Cohesion.Giant(network)];
    }

    public static DataTable Assortativity(RunView run, IReadOnlyList<string> people, Network network)
    {
        var meant = run.People.ToDictionary(p => p.Name, p => p.Meant, StringComparer.Ordinal);
        return new DataTable(["trait", "assortativity", "homophily"], [.. RunView.Letters.Select((letter, t) =>
        {
            double[] values = [.. people.Select(p => meant.TryGetValue(p, out var own) ? own[t] : 0)];
            return (IReadOnlyList<object?>)[letter.ToString(), Mixing.Assortativity(network, values), Mixing.Homophily(network, values)];
        })]);
    }

    private static List<IBlock> Contacts(RunView run)
    {
        var spoken = run.Ask("who spoke to whom", "select sender, hearers, count(*) as lines from messages group by sender, hearers order by sender, hearers");
        if (spoken.Rows.Rows.Count == 0) return [new Notice("Nobody has said a line (table messages is empty): there is no cumulative network of talk.")];
        var names = run.People.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var pairs = new List<(int, int, double)>();
        for (var i = 0; i < spoken.Rows.Rows.Count; i++)
        {
            foreach (var hearer in System.Text.Json.JsonSerializer.Deserialize<List<string>>(spoken.Rows.Text(i, "hearers")) ?? [])
            {
                if (names.TryGetValue(spoken.Rows.Text(i, "sender"), out var from) && names.TryGetValue(hearer, out var to)) pairs.Add((from, to, spoken.Rows.Number(i, "lines")!.Value));
            }
        }

        var network = new Network(run.People.Count, pairs);
        var row = Row(null, network);
        var table = new DataTable(["pairs", "density", "reciprocity", "clustering", "modularity", "groups", "giant"], [[.. row.Skip(1)]]);
        var mixing = Assortativity(run, [.. run.People.Select(p => p.Name)], network);
        return
        [
            new Figure("contacts", "Who spoke to whom, from first to last", "The cumulative network: a line said from one to another is a weight of 1.", null,
                [new Evidence("the cumulative network", table, Formula: "As for the network in numbers, over all lines so far; each hearer of a line counts."), new Evidence("assortativity by trait", mixing, Formula: "As above, over the cumulative network."), spoken]),
        ];
    }
}
