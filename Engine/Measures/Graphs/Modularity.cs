namespace PersonaSim.Engine.Measures.Graphs;

/// <summary>How far ties keep to groups.</summary>
public static class Modularity
{
    /// <summary>
    /// Newman's modularity of a division of the undirected weighted network: Q = sum over groups c of (W(c) / W - (S(c) / 2W)²), where W is the
    /// sum of all weights, W(c) of those inside c, and S(c) of the strengths of c's people. Null without ties.
    /// </summary>
    public static double? Of(Network network, IReadOnlyList<int> groups)
    {
        var (inside, strength, total) = (new SortedDictionary<int, double>(), new SortedDictionary<int, double>(), 0.0);
        for (var i = 0; i < network.People; i++)
        {
            var own = network.Strength(i);
            total += own;
            strength[groups[i]] = strength.GetValueOrDefault(groups[i]) + own;
            foreach (var (other, weight) in network.Of(i))
            {
                if (groups[other] == groups[i]) inside[groups[i]] = inside.GetValueOrDefault(groups[i]) + weight;
            }
        }

        return total == 0 ? null : strength.Sum(s => (inside.GetValueOrDefault(s.Key) / total) - (s.Value / total * (s.Value / total)));
    }

    /// <summary>
    /// Groups found by moving people to the neighbouring group that raises Q most, then groups as if they were people, until nothing rises
    /// (Blondel et al. 2008), in the order of their numbers, so that the same network gives the same groups. Numbered by size, the largest 0.
    /// A local optimum: the best Q may lie higher.
    /// </summary>
    public static IReadOnlyList<int> Groups(Network network)
    {
        var ties = Enumerable.Range(0, network.People).Select(i => new SortedDictionary<int, double>(network.Of(i).ToDictionary())).ToArray();
        var member = Enumerable.Range(0, network.People).ToArray();
        while (true)
        {
            var group = Move(ties);
            var names = group.Distinct().Order().Select((g, at) => (g, at)).ToDictionary(p => p.g, p => p.at);
            for (var i = 0; i < member.Length; i++) member[i] = names[group[member[i]]];
            if (names.Count == ties.Length) break;
            var merged = Enumerable.Range(0, names.Count).Select(_ => new SortedDictionary<int, double>()).ToArray();
            for (var i = 0; i < ties.Length; i++)
            {
                foreach (var (other, weight) in ties[i])
                {
                    var row = merged[names[group[i]]];
                    row[names[group[other]]] = row.GetValueOrDefault(names[group[other]]) + weight;
                }
            }

            ties = merged;
        }

        var rank = Cohesion.Ranks([.. Enumerable.Range(0, member.Length == 0 ? 0 : member.Max() + 1).Select(g => member.Count(m => m == g))]);
        return [.. member.Select(m => rank[m])];
    }

    private static int[] Move(SortedDictionary<int, double>[] ties)
    {
        var group = Enumerable.Range(0, ties.Length).ToArray();
        var strength = ties.Select(t => t.Values.Sum()).ToArray();
        var sum = (double[])strength.Clone();
        var total = strength.Sum();
        for (var moved = total > 0; moved;)
        {
            moved = false;
            for (var i = 0; i < ties.Length; i++)
            {
                var towards = new SortedDictionary<int, double> { [group[i]] = 0 };
                foreach (var (other, weight) in ties[i])
                {
                    if (other != i) towards[group[other]] = towards.GetValueOrDefault(group[other]) + weight;
                }

                sum[group[i]] -= strength[i];
                // what staying is worth is beaten only by more than rounding, or two groups could swap somebody for ever
                var (best, gain) = (group[i], towards[group[i]] - (sum[group[i]] * strength[i] / total) + 1e-12);
                foreach (var (there, weight) in towards)
                {
                    var worth = weight - (sum[there] * strength[i] / total);
                    if (worth > gain) (best, gain) = (there, worth);
                }

                moved |= best != group[i];
                group[i] = best;
                sum[best] += strength[i];
            }
        }

        return group;
    }
}
