namespace PersonaSim.Engine.Agents.Memory;

/// <summary>
/// What every recall reads of every memory, in the stream's order, each in an array of its own: a scan then takes a few lines of cache instead of two
/// objects for each memory, which in a large town are never in a cache.
/// </summary>
internal sealed class Columns
{
    private long[] _ticks = new long[16];
    private float[] _importances = new float[16];
    private int[] _slots = new int[16];
    private MemoryKind[] _kinds = new MemoryKind[16];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    public ReadOnlySpan<float> Importances => _importances.AsSpan(0, Count);

    /// <summary>Where the index knows a memory.</summary>
    public ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

    public ReadOnlySpan<MemoryKind> Kinds => _kinds.AsSpan(0, Count);

    public void Add(MemoryRecord record, int slot)
    {
        if (Count == _ticks.Length)
        {
            Array.Resize(ref _ticks, 2 * Count);
            Array.Resize(ref _importances, 2 * Count);
            Array.Resize(ref _slots, 2 * Count);
            Array.Resize(ref _kinds, 2 * Count);
        }

        (_ticks[Count], _importances[Count], _slots[Count], _kinds[Count]) = (record.Tick, record.Importance, slot, record.Kind);
        Count++;
    }

    public void RemoveAt(int index)
    {
        Close(_ticks, index);
        Close(_importances, index);
        Close(_slots, index);
        Close(_kinds, index);
        Count--;
    }

    private void Close<T>(T[] column, int index) => Array.Copy(column, index + 1, column, index, Count - index - 1);
}
