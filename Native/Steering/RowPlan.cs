namespace PersonaSim.Native.Steering;

/// <summary>
/// Which mix each row of the steering matrices holds now. A key stands for one setting of one sequence's doses, 0 for none, so steady
/// decoding compares keys and composes nothing.
/// </summary>
internal sealed class RowPlan(int capacity)
{
    private const long Unknown = -1;
    private readonly long[] _held = Filled(capacity);
    private readonly long[] _wanted = new long[capacity];
    private readonly Doses?[] _doses = new Doses?[capacity];

    /// <summary>Rows of the decode being prepared.</summary>
    public int Count { get; private set; }

    public void Begin() => Count = 0;

    public void Add(long key, Doses? doses)
    {
        _wanted[Count] = key;
        _doses[Count++] = doses;
    }

    /// <summary>Forgets what the rows hold.</summary>
    public void Invalidate() => Array.Fill(_held, Unknown);

    /// <summary>Composes the rows that changed in every slot of this layout.</summary>
    public void Write(ReadOnlySpan<LayerSlot> slots, bool outputsOnly, SteeringTable table)
    {
        var (first, afterLast) = Changed();
        foreach (var slot in slots)
        {
            if (slot.OutputsOnly != outputsOnly) continue;
            for (var row = first; row < afterLast; row++)
            {
                if (_held[row] == _wanted[row]) continue;
                var target = slot.Row(row);
                if (row > first && _wanted[row] == _wanted[row - 1]) slot.Row(row - 1).CopyTo(target);
                else if (_doses[row] is { } doses) table.Compose(slot.Layer, doses, target);
                else target.Clear();
            }

            slot.Upload(first, afterLast);
            slot.SetRows(Count);
        }

        _wanted.AsSpan(first, afterLast - first).CopyTo(_held.AsSpan(first));
    }

    private (int First, int AfterLast) Changed()
    {
        var first = 0;
        while (first < Count && _held[first] == _wanted[first]) first++;
        var afterLast = Count;
        while (afterLast > first && _held[afterLast - 1] == _wanted[afterLast - 1]) afterLast--;
        return (first, afterLast);
    }

    private static long[] Filled(int capacity)
    {
        var keys = new long[capacity];
        Array.Fill(keys, Unknown);
        return keys;
    }
}
