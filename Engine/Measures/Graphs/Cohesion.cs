namespace PersonaSim.Engine.Measures.Graphs;

/// <summary>How a network holds together.</summary>
public static class Cohesion
{
    /// <summary>Reciprocity: directed ties whose opposite exists / directed ties. Null without ties.</summary>
    public static double? Reciprocity(Network network)
    {
        var (ties, returned) = (0, 0);
        for (var i = 0; i < network.People; i++)
        {
            foreach (var other in network.From(i).Keys)
            {
                ties++;
                if (network.From(other).ContainsKey(i)) returned++;
            }
        }

        return ties == 0 ? null : returned / (double)ties;
    }

    /// <summary>Density: directed ties / n (n - 1). Null with fewer than two people.</summary>
    public static double? Density(Network network) => network.People < 2 ? null : network.Ties / ((double)network.People * (network.People - 1));

    /// <summary>
    /// Clustering (transitivity) of the undirected, unweighted network: 3 * triangles / connected triples = sum over i of linked pairs of i's
    /// neighbours / sum over i of d(i) (d(i) - 1) / 2. Null where nobody has two neighbours.
    /// </summary>
    public static double? Clustering(Network network)
    {
        var (closed, triples) = (0L, 0L);
        for (var i = 0; i < network.People; i++)
        {
            var near = network.Of(i).Keys.ToArray();
            triples += near.Length * (near.Length - 1L) / 2;
            for (var a = 0; a < near.Length; a++)
            {
                for (var b = a + 1; b < near.Length; b++)
                {
                    if (network.Of(near[a]).ContainsKey(near[b])) closed++;
                }
            }
        }

        return triples == 0 ? null : closed / (double)triples;
    }

    /// <summary>The connected component of each person in the undirected network, numbered by size, the largest 0; equal ones by their first person.</summary>
    public static IReadOnlyList<int> Components(Network network)
    {
        var found = Enumerable.Repeat(-1, network.People).ToArray();
        var sizes = new List<int>();
        for (var start = 0; start < network.People; start++)
        {
            if (found[start] >= 0) continue;
            var waiting = new Queue<int>([start]);
            found[start] = sizes.Count;
            sizes.Add(0);
            while (waiting.TryDequeue(out var who))
            {
                sizes[found[who]]++;
                foreach (var other in network.Of(who).Keys)
                {
                    if (found[other] >= 0) continue;
                    found[other] = found[who];
                    waiting.Enqueue(other);
                }
            }
        }

        var rank = Ranks(sizes);
        return [.. found.Select(f => rank[f])];
    }

    /// <summary>The giant component's share: people in the largest connected component / people. Null without people.</summary>
    public static double? Giant(Network network) => network.People == 0 ? null : Components(network).Count(c => c == 0) / (double)network.People;

    internal static int[] Ranks(IReadOnlyList<int> sizes)
    {
        var rank = new int[sizes.Count];
        foreach (var (group, at) in Enumerable.Range(0, sizes.Count).OrderByDescending(g => sizes[g]).ThenBy(g => g).Select((g, at) => (g, at))) rank[group] = at;
        return rank;
    }
}
