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

    private const int MostSteps = 10_000;

    /// <summary>
    /// Eigenvector centrality: c = A c / λ for the largest eigenvalue λ of the undirected weights A, so somebody is central whose neighbours are;
    /// the largest c is 1. By power iteration of A + mI, m the mean strength: the same eigenvectors, and no swinging to and fro where the
    /// network is bipartite. Of a network in pieces the piece with the largest λ has it all and the others 0; without ties everybody has 0.
    /// </summary>
    public static IReadOnlyList<double> Eigenvector(Network network)
    {
        var n = network.People;
        var ties = Enumerable.Range(0, n).Select(i => network.Of(i).ToArray()).ToArray();
        var shift = n == 0 ? 0 : Enumerable.Range(0, n).Sum(network.Strength) / n;
        if (shift == 0) return new double[n];
        var now = Enumerable.Repeat(1.0, n).ToArray();
        for (var step = 0; step < MostSteps; step++)
        {
            var next = new double[n];
            for (var i = 0; i < n; i++)
            {
                next[i] = shift * now[i];
                foreach (var (other, weight) in ties[i]) next[i] += weight * now[other];
            }

            var (most, moved) = (next.Max(), 0.0);
            for (var i = 0; i < n; i++)
            {
                next[i] /= most;
                moved = Math.Max(moved, Math.Abs(next[i] - now[i]));
            }

            now = next;
            if (moved < 1e-12) break;
        }

        return [.. now.Select(c => c < 1e-9 ? 0 : c)];
    }
}
