namespace PersonaSim.Native.Synth;

/// <summary>Learns byte-pair merges from weighted words: the most frequent pair first, of equals the one seen first.</summary>
internal static class BpeTrainer
{
    public static IEnumerable<(string Left, string Right)> Merges(IEnumerable<(string[] Symbols, int Weight)> words)
    {
        var all = words.Select(w => (Symbols: w.Symbols.ToList(), w.Weight)).ToList();
        var counts = new OrderedDictionary<(string, string), int>();
        while (true)
        {
            counts.Clear();
            foreach (var (symbols, weight) in all)
            {
                for (var i = 1; i < symbols.Count; i++)
                {
                    var pair = (symbols[i - 1], symbols[i]);
                    counts[pair] = counts.GetValueOrDefault(pair) + weight;
                }
            }

            if (counts.Count == 0) yield break;
            var best = counts.MaxBy(c => c.Value).Key; // the first of equals
            yield return best;
            foreach (var (symbols, _) in all) Apply(symbols, best);
        }
    }

    private static void Apply(List<string> symbols, (string Left, string Right) pair)
    {
        for (var i = 1; i < symbols.Count; i++)
        {
            if (symbols[i - 1] != pair.Left || symbols[i] != pair.Right) continue;
            symbols[i - 1] = pair.Left + pair.Right;
            symbols.RemoveAt(i);
        }
    }
}
