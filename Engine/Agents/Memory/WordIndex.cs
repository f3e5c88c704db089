using System.Runtime.InteropServices;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// An inverted index over the kept memories, scored by BM25 (Robertson and Zaragoza, 2009, with the non-negative idf of Lucene):
/// <code>
/// score(d) = sum over the query's distinct words t of  idf(t) * f(t,d) * (k1 + 1) / (f(t,d) + k1 * (1 - b + b * |d| / avg))
/// idf(t)   = ln(1 + (N - n(t) + 0.5) / (n(t) + 0.5))        k1 = 1.2, b = 0.75
/// </code>
/// f(t,d): how often d has t; |d|: the words of d (<see cref="Words"/>); avg: their mean over all N memories; n(t): memories that have t.
/// Everything in it is a count of what is kept, and a memory's sum runs in the query's order, so an index kept over a long life and one built
/// afresh give equal bits. A memory is known here by a slot, which is used again after it is dropped.
/// </summary>
internal sealed class WordIndex
{
    private const float K1 = 1.2f, B = 0.75f;

    private readonly Dictionary<string, Postings> _words = new(StringComparer.Ordinal);
    private readonly List<Document> _documents = []; // by slot
    private readonly List<int> _lengths = []; // by slot, apart: scoring reads nothing else of a document
    private readonly Stack<int> _freeSlots = new();
    private readonly List<Postings> _found = [];
    private long _totalLength;
    private long _added;
    private int _round;

    /// <summary>All slots are below this; it never exceeds the most memories kept at once.</summary>
    public int Slots => _documents.Count;

    /// <summary>How many different words are kept.</summary>
    public int Vocabulary => _words.Count;

    public int Add(params ReadOnlySpan<string?> texts)
    {
        if (!_freeSlots.TryPop(out var slot))
        {
            slot = _documents.Count;
            _documents.Add(default);
            _lengths.Add(0);
        }

        var length = 0;
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[Words.LongestWord];
        _round++;
        _found.Clear();
        foreach (var text in texts)
            foreach (var word in new Words(text, buffer))
            {
                length++;
                if (!words.TryGetValue(word, out var postings))
                {
                    postings = new Postings(word.ToString());
                    _words.Add(postings.Word, postings);
                }

                if (postings.Round == _round)
                {
                    postings.CountLastAgain();
                    continue;
                }

                postings.Round = _round;
                postings.Append(slot);
                _found.Add(postings);
            }

        _documents[slot] = new Document([.. _found], _added++);
        _lengths[slot] = length;
        _totalLength += length;
        return slot;
    }

    public void Remove(int slot)
    {
        var document = _documents[slot];
        foreach (var postings in document.Words)
        {
            postings.Remove(slot);
            if (postings.Count == 0) _words.Remove(postings.Word); // so that what was forgotten costs nothing
        }

        _totalLength -= _lengths[slot];
        _documents[slot] = default;
        _lengths[slot] = 0;
        _freeSlots.Push(slot);
    }

    /// <summary>Adds to each slot's score what the query gives it.</summary>
    public void Score(ReadOnlySpan<char> query, Span<float> scores)
    {
        if (_totalLength == 0) return;
        var lengths = CollectionsMarshal.AsSpan(_lengths);
        float kept = lengths.Length - _freeSlots.Count;
        var perWord = K1 * B * kept / _totalLength;
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[Words.LongestWord];
        _round++;
        foreach (var word in new Words(query, buffer))
        {
            if (!words.TryGetValue(word, out var postings) || postings.Round == _round) continue;
            postings.Round = _round;
            var places = postings.Places;
            var weight = (K1 + 1) * (float)Math.Log(1 + ((kept - places.Length + 0.5) / (places.Length + 0.5)));
            foreach (var place in places)
            {
                float count = place.Count;
                scores[place.Slot] += weight * count / (count + (K1 * (1 - B)) + (perWord * lengths[place.Slot]));
            }
        }
    }

    /// <summary>The share of a text's distinct words that no memory from <paramref name="oldest"/> on has; 0 for a text without words.</summary>
    public float ShareUnseen(ReadOnlySpan<char> text, int oldest)
    {
        var since = _documents[oldest].Number;
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        int distinct = 0, unseen = 0;
        Span<char> buffer = stackalloc char[Words.LongestWord];
        _round++;
        foreach (var word in new Words(text, buffer))
        {
            if (!words.TryGetValue(word, out var postings))
            {
                unknown.Add(word.ToString());
                continue;
            }

            if (postings.Round == _round) continue;
            postings.Round = _round;
            distinct++;
            if (!AnySince(postings.Places, since)) unseen++;
        }

        return distinct + unknown.Count == 0 ? 0 : (unseen + unknown.Count) / (float)(distinct + unknown.Count);
    }

    private bool AnySince(ReadOnlySpan<Place> places, long since)
    {
        foreach (var place in places)
            if (_documents[place.Slot].Number >= since) return true;
        return false;
    }

    private readonly record struct Document(Postings[] Words, long Number);
}
