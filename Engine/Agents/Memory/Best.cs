namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// The best so many of what is offered, best first: higher score, then lower id. Of memories that read the same only the best stays: a prompt
/// gains nothing from a sentence it already has.
/// </summary>
internal struct Best(int size)
{
    private readonly Recollection[] _best = new Recollection[size];
    private int _count;

    /// <summary>False where nothing of this score could be among the best: whoever offers need not fetch it.</summary>
    public readonly bool Wants(float score) => _count < _best.Length || score >= _best[_count - 1].Score;

    public void Offer(MemoryRecord record, float score, float recency, float relevance)
    {
        if (_count == _best.Length && !Precedes(score, record.Id, _best[_count - 1])) return;
        var same = IndexOfSame(record);
        if (same >= 0)
        {
            if (!Precedes(score, record.Id, _best[same])) return;
            _best.AsSpan(same + 1, --_count - same).CopyTo(_best.AsSpan(same));
        }

        if (_count == _best.Length) _count--;
        var at = _count++;
        for (; at > 0 && Precedes(score, record.Id, _best[at - 1]); at--) _best[at] = _best[at - 1];
        _best[at] = new Recollection(record, score, recency, relevance);
    }

    public readonly Recollection[] ToArray() => _count == _best.Length ? _best : _best[.._count];

    private readonly int IndexOfSame(MemoryRecord record)
    {
        for (var i = 0; i < _count; i++)
            if (_best[i].Record.SaysTheSame(record)) return i;
        return -1;
    }

    private static bool Precedes(float score, int id, in Recollection other) => score > other.Score || (score == other.Score && id < other.Record.Id);
}
