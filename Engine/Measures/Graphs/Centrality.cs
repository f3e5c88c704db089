namespace PersonaSim.Engine.Measures.Graphs;

/// <summary>Who stands in the middle.</summary>
public static class Centrality
{
    /// <summary>Degree: people somebody is tied with, either way / (n - 1).</summary>
    public static IReadOnlyList<double> Degree(Network network) => [.. Enumerable.Range(0, network.People).Select(i => network.People < 2 ? 0 : network.Of(i).Count / (network.People - 1.0))];

    /// <summary>
    /// Betweenness: the share of shortest paths between two others that lead through somebody, summed over all pairs of others and divided by
    /// their number (n - 1) (n - 2) / 2; undirected, every tie one step long (Brandes 2001).
    /// </summary>
    public static IReadOnlyList<double> Betweenness(Network network)
    {
        var n = network.People;
        var score = new double[n];
        for (var source = 0; source < n; source++)
        {
            var (order, before, paths, distance) = (new List<int>(), new List<int>[n], new double[n], Enumerable.Repeat(-1, n).ToArray());
            for (var i = 0; i < n; i++) before[i] = [];
            (paths[source], distance[source]) = (1, 0);
            var waiting = new Queue<int>([source]);
            while (waiting.TryDequeue(out var who))
            {
                order.Add(who);
                foreach (var other in network.Of(who).Keys)
                {
                    if (distance[other] < 0)
                    {
                        distance[other] = distance[who] + 1;
                        waiting.Enqueue(other);
                    }

                    if (distance[other] != distance[who] + 1) continue;
                    paths[other] += paths[who];
                    before[other].Add(who);
                }
            }

            var through = new double[n];
            for (var at = order.Count - 1; at > 0; at--)
            {
                var who = order[at];
                foreach (var earlier in before[who]) through[earlier] += paths[earlier] / paths[who] * (1 + through[who]);
                score[who] += through[who];
            }
        }

        // each pair was met from both of its ends
        return [.. score.Select(s => n < 3 ? 0 : s / ((n - 1.0) * (n - 2)))];
    }
}
