namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// The best so many of what is offered, best first: higher score, then lower place. Of memories that read the same only the best stays: a prompt
/// gains nothing from a sentence it already has.
/// </summary>
internal ref struct Best(Columns memories, Span<Best.One> best)
{
    private readonly Span<One> _best = best;
    private int _count;

    /// <summary>A memory by its place, and the terms of its score.</summary>
    public readonly record struct One(int Index, float Score, float Recency, float Relevance);

    public readonly ReadOnlySpan<One> Found => _best[.._count];

    /// <summary>False where nothing of this score could be among the best: whoever offers need not fetch it.</summary>
    public readonly bool Wants(float score) => _count < _best.Length || score >= _best[_count - 1].Score;

    public void Offer(int index, float score, float recency, float relevance)
    {
        if (_count == _best.Length && !Precedes(score, index, _best[_count - 1])) return;
        var same = IndexOfSame(index);
        if (same >= 0)
        {
            if (!Precedes(score, index, _best[same])) return;
            _best[(same + 1).._count].CopyTo(_best[same..]);
            _count--;
        }

        if (_count == _best.Length) _count--;
        var at = _count++;
        for (; at > 0 && Precedes(score, index, _best[at - 1]); at--) _best[at] = _best[at - 1];
        _best[at] = new One(index, score, recency, relevance);
    }

    private readonly int IndexOfSame(int index)
    {
        for (var i = 0; i < _count; i++)
            if (memories.SayTheSame(_best[i].Index, index)) return i;
        return -1;
    }

    private static bool Precedes(float score, int index, in One other) => score > other.Score || (score == other.Score && index < other.Index);
}
