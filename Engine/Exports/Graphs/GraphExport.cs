using System.Text.Json;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Engine.Exports.Graphs;

/// <summary>The social graph as GraphML, a file for each kind of tie: as last recorded, and who has talked to whom so far.</summary>
public static class GraphExport
{
    private const string Talk = "talk";

    public static IReadOnlyList<ExportedFile> Write(ExportSource source, string folder, CancellationToken cancellation)
    {
        var graphs = new SortedDictionary<string, SocialGraphML>(StringComparer.Ordinal);
        var doses = new SortedDictionary<(string Who, string Direction), double>();
        source.Store.Snapshot(snapshot =>
        {
            Ties(source, snapshot, graphs);
            cancellation.ThrowIfCancellationRequested();
            Talked(source, snapshot, graphs, cancellation);
            snapshot.Rows($"select who, direction, avg(applied) from doses{Until(source, "where")} group by who, direction order by who, direction", row => doses[(RunSnapshot.Text(row.GetString(0)), row.GetString(1))] = row.GetDouble(2));
        });
        if (graphs.Count == 0) throw new InputException($"{source.Manifest.Run} has recorded no ties and no lines yet, so there is no graph. A town records its ties every town.ties_every ticks; reputation when a step ends.");
        return [.. graphs.Select(g =>
        {
            var file = $"{g.Key}.graphml";
            var path = Path.Combine(folder, file);
            g.Value.Write(path, source.People, doses);
            return new ExportedFile(g.Key, file, g.Value.Edges.Count, new FileInfo(path).Length);
        })];
    }

    // all kinds at one moment: a kind without ties then is a graph without edges
    private static void Ties(ExportSource source, RunSnapshot snapshot, SortedDictionary<string, SocialGraphML> graphs)
    {
        if (snapshot.Count($"select count(*) from edges{Until(source, "where")}") == 0) return;
        var moment = snapshot.Count($"select max(tick) from edges{Until(source, "where")}");
        snapshot.Rows($"select distinct kind from edges{Until(source, "where")}", row =>
        {
            var kind = RunSnapshot.Text(row.GetString(0));
            graphs[kind] = new SocialGraphML(source.Manifest.Run, kind, moment);
        });
        snapshot.Rows(FormattableString.Invariant($"select kind, source, target, weight from edges where tick = {moment} order by phase, round, n"), row => graphs[RunSnapshot.Text(row.GetString(0))].Add(RunSnapshot.Text(row.GetString(1)), RunSnapshot.Text(row.GetString(2)), row.GetDouble(3)));
    }

    private static void Talked(ExportSource source, RunSnapshot snapshot, SortedDictionary<string, SocialGraphML> graphs, CancellationToken cancellation)
    {
        if (snapshot.Count($"select count(*) from messages{Until(source, "where")}") == 0) return;
        var graph = new SocialGraphML(source.Manifest.Run, Talk, snapshot.Count($"select max(tick) from messages{Until(source, "where")}"));
        snapshot.Rows($"select sender, hearers, count(*) from messages{Until(source, "where")} group by sender, hearers order by sender, hearers", row =>
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var hearer in JsonSerializer.Deserialize<string[]>(RunSnapshot.Text(row.GetString(1))) ?? []) graph.Add(RunSnapshot.Text(row.GetString(0)), hearer, row.GetInt64(2));
        });
        graphs[Talk] = graph;
    }

    private static string Until(ExportSource source, string word) => source.Tick is { } tick ? FormattableString.Invariant($" {word} tick <= {tick}") : "";
}
