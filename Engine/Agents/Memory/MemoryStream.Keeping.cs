namespace PersonaSim.Engine.Agents.Memory;

/// <summary>What stays and what is dropped.</summary>
public sealed partial class MemoryStream
{
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
        _evidence?.Remove(_kept.IdOf(victim));
        _kept.RemoveAt(victim);
        _index.RemoveAt(victim);
    }

    private int LeastValuable(int open, int safeFrom)
    {
        var ticks = _kept.Ticks;
        var importances = _kept.Importances;
        var kinds = _kept.Kinds;
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
        var kinds = _kept.Kinds;
        var first = kinds.Length;
        for (var i = first - 1; i >= 0 && left > 0; i--)
        {
            if (kinds[i] != MemoryKind.Reflection) continue;
            first = i;
            left--;
        }

        return first;
    }
}
