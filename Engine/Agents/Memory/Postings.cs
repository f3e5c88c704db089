namespace PersonaSim.Engine.Agents.Memory;

/// <summary>Which slots have a word, and how often. Their order has no meaning: nothing is summed over it.</summary>
internal sealed class Postings(string word)
{
    private int[] _slots = new int[2];
    private int[] _counts = new int[2];

    public string Word { get; } = word;

    /// <summary>The last pass that met this word: tells a word's first occurrence in a text from the others without a set.</summary>
    public int Round { get; set; }

    public int Count { get; private set; }

    public ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Count);

    public void Append(int slot)
    {
        if (Count == _slots.Length)
        {
            Array.Resize(ref _slots, 2 * Count);
            Array.Resize(ref _counts, 2 * Count);
        }

        _slots[Count] = slot;
        _counts[Count++] = 1;
    }

    public void CountLastAgain() => _counts[Count - 1]++;

    public void Remove(int slot)
    {
        var i = Slots.IndexOf(slot);
        Count--;
        (_slots[i], _counts[i]) = (_slots[Count], _counts[Count]);
    }
}
