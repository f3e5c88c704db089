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
    /// <summary>The newest <paramref name="n"/>, oldest of them first; empty in mode <see cref="MemoryMode.None"/>.</summary>
    public IReadOnlyList<MemoryRecord> Recent(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (_settings.Mode == MemoryMode.None) return [];
        return [.. _kept.Skip(Math.Max(0, _kept.Count - n)).Select(k => k.Record)];
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
        if (_kept.Count > 0 && tick < _columns.Ticks[^1])
            throw new ArgumentOutOfRangeException(nameof(tick), tick, $"{Owner} already remembers tick {_kept[^1].Record.Tick}; nobody recalls the future.");

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
            var record = _kept[^(i + 1)].Record;
            var recency = _decay.At(tick - record.Tick);
            newest[i] = new Recollection(record, recency, recency, 0);
        }

        return newest;
    }

    private Recollection[] MostFitting(string query, long tick, int size, ReadOnlySpan<float> vector)
    {
        var pooled = ArrayPool<float>.Shared.Rent(_index.Slots);
        var relevances = pooled.AsSpan(0, _index.Slots); // by slot
        relevances.Clear();
        if (vector.IsEmpty) RelevanceByWords(query, relevances);
        else RelevanceByVector(vector, relevances);

        var best = new Best(size);
        var (lastTick, recency) = (-1L, 0f);
        var ticks = _columns.Ticks;
        var importances = _columns.Importances;
        var slots = _columns.Slots;
        for (var i = ticks.Length - 1; i >= 0; i--) // newest first, so that few of the later ones displace any
        {
            if (ticks[i] != lastTick) recency = _decay.At(tick - (lastTick = ticks[i]));
            var relevance = relevances[slots[i]];
            var score = (_settings.RecencyWeight * recency) + (_settings.ImportanceWeight * importances[i]) + (_settings.RelevanceWeight * relevance);
            if (best.Wants(score)) best.Offer(_kept[i].Record, score, recency, relevance);
        }

        ArrayPool<float>.Shared.Return(pooled);
        return best.ToArray();
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
        var slots = _columns.Slots;
        for (var i = 0; i < slots.Length; i++)
        {
            if (_kept[i].Vector is not { } own) continue;
            var cosine = relevances[slots[i]] = Cosine.Of(vector, norm, own, _kept[i].Norm);
            (least, most) = (Math.Min(least, cosine), Math.Max(most, cosine));
        }

        for (var i = 0; i < slots.Length; i++)
            if (_kept[i].Vector is not null) relevances[slots[i]] = most > least ? (relevances[slots[i]] - least) / (most - least) : 1;
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
