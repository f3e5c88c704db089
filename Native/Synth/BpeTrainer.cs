namespace PersonaSim.Native.Synth;

/// <summary>Learns byte-pair merges from weighted words: the heaviest pair first, of equals the one whose parts are older.</summary>
internal static class BpeTrainer
{
    public static IEnumerable<(string Left, string Right)> Merges(IEnumerable<(string[] Symbols, int Weight)> words)
    {
        var texts = new List<string>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        int Id(string text)
        {
            if (!ids.TryGetValue(text, out var id)) ids[text] = id = texts.Count;
            if (id == texts.Count) texts.Add(text);
            return id;
        }

        var all = words.Select(w => (Symbols: w.Symbols.Select(Id).ToList(), w.Weight)).ToList();
        var weights = new Dictionary<(int Left, int Right), long>();
        foreach (var (symbols, weight) in all) Count(weights, symbols, weight);
        while (true)
        {
            var (best, heaviest) = weights.MaxBy(p => (p.Value, -p.Key.Left, -p.Key.Right));
            if (heaviest <= 0) yield break;
            yield return (texts[best.Left], texts[best.Right]);
            var merged = Id(texts[best.Left] + texts[best.Right]);
            foreach (var (symbols, weight) in all)
            {
                if (!Holds(symbols, best)) continue;
                Count(weights, symbols, -weight);
                Apply(symbols, best, merged);
                Count(weights, symbols, weight);
            }
        }
    }

    private static void Count(Dictionary<(int Left, int Right), long> weights, List<int> symbols, int weight)
    {
        for (var i = 1; i < symbols.Count; i++)
        {
            var pair = (symbols[i - 1], symbols[i]);
            weights[pair] = weights.GetValueOrDefault(pair) + weight;
        }
    }

    private static bool Holds(List<int> symbols, (int Left, int Right) pair)
    {
        for (var i = 1; i < symbols.Count; i++)
        {
            if (symbols[i - 1] == pair.Left && symbols[i] == pair.Right) return true;
        }

        return false;
    }

    private static void Apply(List<int> symbols, (int Left, int Right) pair, int merged)
    {
        for (var i = 1; i < symbols.Count; i++)
        {
            if (symbols[i - 1] != pair.Left || symbols[i] != pair.Right) continue;
            symbols[i - 1] = merged;
            symbols.RemoveAt(i);
        }
    }
}
