namespace PersonaSim.Engine.Studies.Town.Environments.Research;

/// <summary>
/// Finds the notes that fit a query best: rare words weigh more, a note must be about a thing that the query names, and of equal ones the
/// plainer thing wins (a query for the mill means the mill, not the old mill).
/// </summary>
internal sealed class ResearchIndex
{
    private readonly IReadOnlyList<ResearchFact> _facts;
    private readonly Dictionary<string, List<int>> _about = new(StringComparer.Ordinal); // a word of a thing's name -> notes about it
    private readonly Dictionary<string, double> _weights = new(StringComparer.Ordinal);
    private readonly HashSet<string>[] _words;

    public ResearchIndex(IReadOnlyList<ResearchFact> facts)
    {
        _facts = facts;
        _words = [.. facts.Select(f => f.AllWords.ToHashSet(StringComparer.Ordinal))];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < facts.Count; i++)
        {
            foreach (var word in facts[i].AllWords) counts[word] = counts.GetValueOrDefault(word) + 1;
            foreach (var word in facts[i].ThingWords)
            {
                if (!_about.TryGetValue(word, out var list)) _about[word] = list = [];
                list.Add(i);
            }
        }

        foreach (var (word, count) in counts) _weights[word] = Math.Log((facts.Count + 1.0) / count);
    }

    /// <summary>The notes that fit best and equally well, in their order; none when the query names no thing that is known.</summary>
    public List<int> Best(string query)
    {
        var words = Words.Of(query).Where(_weights.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
        var best = new List<int>();
        var (bestWeight, bestMissing) = (0.0, 0);
        foreach (var fact in words.Where(_about.ContainsKey).SelectMany(w => _about[w]).Distinct().Order())
        {
            var weight = 0.0;
            foreach (var word in words)
            {
                if (_words[fact].Contains(word)) weight += _weights[word];
            }

            var missing = _facts[fact].ThingWords.Count(w => !words.Contains(w));
            if (weight < bestWeight || (weight == bestWeight && missing > bestMissing)) continue;
            if (weight > bestWeight || missing < bestMissing) best.Clear();
            best.Add(fact);
            (bestWeight, bestMissing) = (weight, missing);
        }

        return best;
    }
}
