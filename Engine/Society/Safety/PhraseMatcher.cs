namespace PersonaSim.Engine.Society.Safety;

/// <summary>Finds phrases of whole words in one pass over a text: every word advances the phrases that have begun and may begin others.</summary>
internal sealed class PhraseMatcher
{
    private const int MostAtOnce = 64;
    private const int MostMeanings = 8; // a word may be itself and several words with a star

    private readonly WordTrie _words = new();
    private readonly Dictionary<(int Node, int Word), int> _next = []; // node 0: nothing read yet
    private readonly List<int> _labels = [-1]; // [nodes]: the phrase that ends here
    private readonly bool[] _begins; // [words]: whether a phrase begins with it

    public PhraseMatcher(IEnumerable<(string[] Words, int Label)> phrases)
    {
        var words = 0;
        var first = new List<int>();
        foreach (var (phrase, label) in phrases)
        {
            var node = 0;
            foreach (var word in phrase)
            {
                var number = _words.Add(word, ref words);
                if (node == 0) first.Add(number);
                if (!_next.TryGetValue((node, number), out var next))
                {
                    _next[(node, number)] = next = _labels.Count;
                    _labels.Add(-1);
                }

                node = next;
            }

            _labels[node] = label;
        }

        _words.Freeze();
        _begins = new bool[words];
        foreach (var number in first) _begins[number] = true;
    }

    /// <summary>Adds every phrase that occurs, in the order in which they end.</summary>
    public void Find(ReadOnlySpan<char> text, List<LexiconHit> hits)
    {
        Span<(int Node, int Start)> begun = stackalloc (int, int)[MostAtOnce];
        Span<(int Node, int Start)> ahead = stackalloc (int, int)[MostAtOnce];
        Span<int> meanings = stackalloc int[MostMeanings];
        var (at, active) = (0, 0);
        while (_words.Read(text, ref at, out var start, meanings, out var count))
        {
            if (count == 0)
            {
                active = 0;
                continue;
            }

            var reached = 0;
            foreach (var word in meanings[..count])
            {
                for (var i = 0; i < active; i++) Step(begun[i].Node, word, begun[i].Start, at, ahead, ref reached, hits);
                if (_begins[word]) Step(0, word, start, at, ahead, ref reached, hits);
            }

            (active, reached) = (reached, 0);
            ahead[..active].CopyTo(begun);
        }
    }

    private void Step(int node, int word, int start, int end, Span<(int Node, int Start)> ahead, ref int reached, List<LexiconHit> hits)
    {
        if (!_next.TryGetValue((node, word), out var next)) return;
        if (_labels[next] >= 0) hits.Add(new LexiconHit(_labels[next], start, end));
        if (reached < ahead.Length) ahead[reached++] = (next, start);
    }
}
