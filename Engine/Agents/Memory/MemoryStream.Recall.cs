using System.Buffers;

namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// What comes back:
/// <code>score = RecencyWeight * recency + ImportanceWeight * importance + RelevanceWeight * relevance      each term in 0..1</code>
/// recency: 2^(-age / half-life). importance: as stored. relevance: BM25 (<see cref="WordIndex"/>) divided by the best of this recall, 0 where no
/// word matches; or with a query vector the cosine, stretched so that the least similar memory has 0 and the most similar 1, because mean hidden
/// states all point much the same way. A memory without a vector then has relevance 0.
/// </summary>
public sealed partial class MemoryStream
{
    private const int MostOnStack = 64;

    /// <summary>The newest <paramref name="n"/>, oldest of them first; empty in mode <see cref="MemoryMode.None"/>.</summary>
    public IReadOnlyList<MemoryRecord> Recent(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (_settings.Mode == MemoryMode.None) return [];
        var first = Math.Max(0, _kept.Count - n);
        return [.. Enumerable.Range(first, _kept.Count - first).Select(i => _kept[i])];
    }

    /// <summary>The best <paramref name="n"/> memories for a situation, best first; equal scores by id. No two read the same.</summary>
    /// <param name="query">The current situation and the agent's goals, in words.</param>
    /// <param name="budgetInCharacters">
    /// What all of them may take as <see cref="Retelling"/>, a line each; one that does not fit is left out and the next is tried.
    /// </param>
    /// <param name="vector">The query's embedding: it replaces the words.</param>
    public IReadOnlyList<Recollection> Recall(string query, long tick, int n, int? budgetInCharacters = null, ReadOnlySpan<float> vector = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (budgetInCharacters is { } given) ArgumentOutOfRangeException.ThrowIfNegative(given, nameof(budgetInCharacters));
        if (!vector.IsEmpty) CheckVector(vector);
        if (_kept.Count > 0 && tick < _kept.Ticks[^1])
            throw new ArgumentOutOfRangeException(nameof(tick), tick, $"{Owner} already remembers tick {_kept.Ticks[^1]}; nobody recalls the future.");

        var size = Math.Min(n, _kept.Count);
        if (size == 0 || _settings.Mode == MemoryMode.None) return [];
        var best = _settings.Mode == MemoryMode.Recent ? Newest(tick, size) : MostFitting(query, tick, size, vector);
        return budgetInCharacters is { } budget ? Within(budget, best) : best;
    }

    private Recollection[] Newest(long tick, int size)
    {
        var newest = new Recollection[size];
        for (var i = 0; i < size; i++)
        {
            var record = _kept[_kept.Count - 1 - i];
            var recency = _decay.At(tick - record.Tick);
            newest[i] = new Recollection(record, recency, recency, 0);
        }

        return newest;
    }

    private Recollection[] MostFitting(string query, long tick, int size, ReadOnlySpan<float> vector)
    {
        var pooled = ArrayPool<float>.Shared.Rent(_kept.Count);
        var relevances = pooled.AsSpan(0, _kept.Count);
        relevances.Clear();
        if (vector.IsEmpty) RelevanceByWords(query, relevances);
        else RelevanceByVector(vector, relevances);

        var best = new Best(_kept, size <= MostOnStack ? stackalloc Best.One[size] : new Best.One[size]);
        var (lastTick, recency) = (-1L, 0f);
        var ticks = _kept.Ticks;
        var importances = _kept.Importances;
        for (var i = ticks.Length - 1; i >= 0; i--) // newest first, so that few of the later ones displace any
        {
            if (ticks[i] != lastTick) recency = _decay.At(tick - (lastTick = ticks[i]));
            var relevance = relevances[i];
            var score = (_settings.RecencyWeight * recency) + (_settings.ImportanceWeight * importances[i]) + (_settings.RelevanceWeight * relevance);
            if (best.Wants(score)) best.Offer(i, score, recency, relevance);
        }

        ArrayPool<float>.Shared.Return(pooled);
        var found = new Recollection[best.Found.Length];
        for (var i = 0; i < found.Length; i++) found[i] = new Recollection(_kept[best.Found[i].Index], best.Found[i].Score, best.Found[i].Recency, best.Found[i].Relevance);
        return found;
    }

    private void RelevanceByWords(string query, Span<float> relevances)
    {
        _index.Score(query, relevances);
        var most = 0f;
        foreach (var score in relevances)
            if (score > most) most = score;
        if (most == 0) return;
        foreach (ref var score in relevances) score /= most;
    }

    private void RelevanceByVector(ReadOnlySpan<float> vector, Span<float> relevances)
    {
        var norm = Cosine.Norm(vector);
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var i = 0; i < relevances.Length; i++)
        {
            if (_kept.VectorOf(i) is not { } own) continue;
            var cosine = relevances[i] = Cosine.Of(vector, norm, own, _kept.NormOf(i));
            (least, most) = (Math.Min(least, cosine), Math.Max(most, cosine));
        }

        for (var i = 0; i < relevances.Length; i++)
            if (_kept.VectorOf(i) is not null) relevances[i] = most > least ? (relevances[i] - least) / (most - least) : 1;
    }

    private Recollection[] Within(int budget, Recollection[] best)
    {
        var fitting = new List<Recollection>(best.Length);
        foreach (var recollection in best)
        {
            var cost = Retelling.Of(recollection.Record, Owner).Length + 1; // and the line's end
            if (cost > budget) continue;
            budget -= cost;
            fitting.Add(recollection);
        }

        return [.. fitting];
    }
}
