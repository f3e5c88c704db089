using System.Buffers;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// The words of the kept memories, scored by BM25 (Robertson and Zaragoza, 2009, with the non-negative idf of Lucene):
/// <code>
/// score(d) = sum over the query's distinct words t of  idf(t) * f(t,d) * (k1 + 1) / (f(t,d) + k1 * (1 - b + b * |d| / avg))
/// idf(t)   = ln(1 + (N - n(t) + 0.5) / (n(t) + 0.5))        k1 = 1.2, b = 0.75
/// </code>
/// f(t,d): how often d has t; |d|: the words of d (<see cref="Words"/>); avg: their mean over all N memories; n(t): memories that have t.
/// Everything in it is a count of what is kept, and a memory's sum runs in the query's order, so an index kept over a long life and one built
/// afresh give equal bits. The words lie one memory behind the other in a single array: a query reads them from front to end, 4 bytes a word, which
/// costs less than looking its words up in a table of one's own that in a large town is never in the processor's cache.
/// </summary>
internal sealed class WordIndex(WordNumbers numbers)
{
    private const float K1 = 1.2f, B = 0.75f;
    private const int MostMatches = 256; // on the stack

    private int[] _words = new int[64];
    private int[] _ends = new int[16]; // by memory: where its words end

    /// <summary>How many memories are kept.</summary>
    public int Count { get; private set; }

    /// <summary>How many different words are kept.</summary>
    public int Vocabulary => Count == 0 ? 0 : _words.AsSpan(0, _ends[Count - 1]).ToArray().Distinct().Count();

    private int End => Count == 0 ? 0 : _ends[Count - 1];

    /// <summary>Begins a memory behind all others; its words follow.</summary>
    public void Begin()
    {
        if (Count == _ends.Length) Array.Resize(ref _ends, 2 * Count);
        _ends[Count] = End;
        Count++;
    }

    /// <summary>More words of the newest memory.</summary>
    public void Append(ReadOnlySpan<int> words)
    {
        var end = End;
        if (end + words.Length > _words.Length) Array.Resize(ref _words, Math.Max(end + words.Length, 3 * _words.Length / 2));
        words.CopyTo(_words.AsSpan(end));
        _ends[Count - 1] = end + words.Length;
    }

    public void RemoveAt(int index)
    {
        var (start, end) = (StartOf(index), _ends[index]);
        _words.AsSpan(end, End - end).CopyTo(_words.AsSpan(start));
        for (var i = index + 1; i < Count; i++) _ends[i - 1] = _ends[i] - (end - start);
        Count--;
    }

    /// <summary>Adds to each memory's score what the query gives it.</summary>
    public void Score(ReadOnlySpan<char> query, Span<float> scores)
    {
        if (End == 0) return;
        Span<int> asked = stackalloc int[MostMatches]; // the query's words by their place in it
        var distinct = 0;
        var marks = numbers.Marks;
        foreach (var word in new Words(query, stackalloc char[Words.LongestWord]))
        {
            var number = numbers.Find(word);
            if (number < 0 || marks[number] != 0) continue;
            if (distinct == asked.Length) asked = Longer(asked);
            asked[distinct] = number;
            marks[number] = ++distinct;
        }

        asked = asked[..distinct];
        Match[]? pooled = null;
        Span<Match> matches = stackalloc Match[MostMatches];
        Span<int> having = distinct <= MostMatches ? stackalloc int[MostMatches] : new int[distinct];
        having[..distinct].Clear();
        var found = 0;
        var at = 0;
        for (var memory = 0; memory < Count; memory++)
        {
            var first = found;
            for (var end = _ends[memory]; at < end; at++)
            {
                var place = marks[_words[at]];
                if (place == 0) continue;
                if (found == matches.Length) matches = Longer(matches, ref pooled);
                Insert(matches, first, ref found, memory, place - 1, having);
            }
        }

        foreach (var word in asked) marks[word] = 0;
        Sum(matches[..found], having[..distinct], scores);
        if (pooled is not null) ArrayPool<Match>.Shared.Return(pooled);
    }

    /// <summary>The share of a text's distinct words that no memory from <paramref name="oldest"/> on has; 0 for a text without words.</summary>
    public float ShareUnseen(string text, int oldest)
    {
        var words = numbers.Of(text);
        var marks = numbers.Marks;
        var (distinct, seen) = (0, 0);
        foreach (var word in words)
        {
            if (marks[word] != 0) continue;
            marks[word] = 1;
            distinct++;
        }

        foreach (var word in _words.AsSpan(0, End)[StartOf(oldest)..])
        {
            if (marks[word] != 1) continue;
            marks[word] = 2;
            if (++seen == distinct) break;
        }

        foreach (var word in words) marks[word] = 0;
        return distinct == 0 ? 0 : (distinct - seen) / (float)distinct;
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];

    // a memory's matches stand in the order of the query, each word once with its count
    private static void Insert(Span<Match> matches, int first, ref int found, int memory, int place, Span<int> having)
    {
        var at = found;
        while (at > first && matches[at - 1].Place > place) at--;
        if (at > first && matches[at - 1].Place == place)
        {
            matches[at - 1].Count++;
            return;
        }

        matches[at..found].CopyTo(matches[(at + 1)..]);
        matches[at] = new Match(memory, place, 1);
        found++;
        having[place]++;
    }

    private void Sum(ReadOnlySpan<Match> matches, ReadOnlySpan<int> having, Span<float> scores)
    {
        float kept = Count;
        var perWord = K1 * B * kept / End;
        Span<float> weights = having.Length <= MostMatches ? stackalloc float[having.Length] : new float[having.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = (K1 + 1) * (float)Math.Log(1 + ((kept - having[i] + 0.5) / (having[i] + 0.5)));
        foreach (var (memory, place, times) in matches)
        {
            float count = times;
            scores[memory] += weights[place] * count / (count + (K1 * (1 - B)) + (perWord * (_ends[memory] - StartOf(memory))));
        }
    }

    private static Span<int> Longer(Span<int> words)
    {
        var longer = new int[2 * words.Length];
        words.CopyTo(longer);
        return longer;
    }

    private static Span<Match> Longer(Span<Match> matches, ref Match[]? pooled)
    {
        var longer = ArrayPool<Match>.Shared.Rent(2 * matches.Length);
        matches.CopyTo(longer);
        if (pooled is not null) ArrayPool<Match>.Shared.Return(pooled);
        return pooled = longer;
    }

    private record struct Match(int Memory, int Place, int Count);
}
