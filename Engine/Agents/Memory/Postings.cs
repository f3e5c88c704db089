namespace PersonaSim.Engine.Agents.Memory;

/// <summary>A slot that has a word, and how often.</summary>
internal record struct Place(int Slot, int Count);

/// <summary>Which slots have a word, and how often. Their order has no meaning: nothing is summed over it.</summary>
internal sealed class Postings(string word)
{
    private Place[] _places = new Place[2];

    public string Word { get; } = word;

    /// <summary>The last pass that met this word: tells a word's first occurrence in a text from the others without a set.</summary>
    public int Round { get; set; }

    public int Count { get; private set; }

    public ReadOnlySpan<Place> Places => _places.AsSpan(0, Count);

    public void Append(int slot)
    {
        if (Count == _places.Length) Array.Resize(ref _places, 2 * Count);
        _places[Count++] = new Place(slot, 1);
    }

    public void CountLastAgain() => _places[Count - 1].Count++;

    public void Remove(int slot)
    {
        var i = 0;
        while (_places[i].Slot != slot) i++;
        _places[i] = _places[--Count];
    }
}
