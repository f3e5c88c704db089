namespace PersonaSim.Engine.Agents.Memory;

/// <summary>What stays and what is dropped.</summary>
public sealed partial class MemoryStream
{
    private void Enter(Kept kept)
    {
        var record = kept.Record;
        _kept.Add(kept);
        _columns.Add(record, _index.Add(record.Text, record.About, record.To, record.Place)); // names and places are words of a memory
    }

    /// <summary>
    /// Drops the memory that a recall about nothing in particular would rank last: recency and importance with the recall's weights, the older
    /// one of equals. The newest few are safe, and so are reflections, of which the newest fill at most half of the capacity: otherwise a long
    /// life would end as thoughts about thoughts.
    /// </summary>
    private void Drop()
    {
        var open = _kept.Count - Math.Min(_settings.ProtectedRecent, _settings.Capacity); // at least 1: there are more than the capacity
        var victim = LeastValuable(open, FirstSafeReflection());
        if (victim < 0) victim = LeastValuable(open, safeFrom: open); // only reflections are left
        _index.Remove(_columns.Slots[victim]);
        _kept.RemoveAt(victim);
        _columns.RemoveAt(victim);
    }

    private int LeastValuable(int open, int safeFrom)
    {
        var ticks = _columns.Ticks;
        var importances = _columns.Importances;
        var kinds = _columns.Kinds;
        var now = ticks[^1];
        var (lastTick, recency) = (-1L, 0f);
        var least = float.PositiveInfinity;
        var victim = -1;
        for (var i = 0; i < open; i++)
        {
            if (kinds[i] == MemoryKind.Reflection && i >= safeFrom) continue;
            if (ticks[i] != lastTick) recency = _decay.At(now - (lastTick = ticks[i]));
            var value = (_settings.RecencyWeight * recency) + (_settings.ImportanceWeight * importances[i]);
            if (value >= least) continue;
            least = value;
            victim = i;
        }

        return victim;
    }

    private int FirstSafeReflection()
    {
        var left = _settings.Capacity / 2;
        var kinds = _columns.Kinds;
        var first = kinds.Length;
        for (var i = first - 1; i >= 0 && left > 0; i--)
        {
            if (kinds[i] != MemoryKind.Reflection) continue;
            first = i;
            left--;
        }

        return first;
    }

    private sealed class Kept(MemoryRecord record)
    {
        public MemoryRecord Record { get; } = record;

        public int[] Evidence { get; set; } = [];

        public float[]? Vector { get; private set; }

        public float Norm { get; private set; }

        public void SetVector(float[] vector) => (Vector, Norm) = (vector, Cosine.Norm(vector));
    }
}
