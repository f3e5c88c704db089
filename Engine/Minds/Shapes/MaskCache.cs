using System.Runtime.CompilerServices;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>Masks by state, at most so many. When full, a hand goes round and takes the first that was not used since it last passed.</summary>
internal sealed class MaskCache(int capacity)
{
    /// <summary>Bytes an entry takes beside its bits, about.</summary>
    public const int Overhead = 128;

    private readonly Dictionary<MaskKey, int> _places = [];
    private readonly List<Entry> _entries = [];
    private int _hand;

    public long Hits { get; private set; }

    public long Misses { get; private set; }

    public int Count => _entries.Count;

    public bool TryGet(MaskKey key, out Mask mask)
    {
        if (!_places.TryGetValue(key, out var place))
        {
            mask = default;
            return false;
        }

        Hits++;
        _entries[place].Used = true;
        mask = _entries[place].Mask;
        return true;
    }

    public Mask Add(MaskKey key, Mask mask)
    {
        Misses++;
        var entry = new Entry(key, mask); // not the old entry's array: a caller may still hold its span
        if (_entries.Count < capacity)
        {
            _places.Add(key, _entries.Count);
            _entries.Add(entry);
            return mask;
        }

        for (; _entries[_hand].Used; _hand = (_hand + 1) % capacity) _entries[_hand].Used = false;
        _places.Remove(_entries[_hand].Key);
        _places.Add(key, _hand);
        _entries[_hand] = entry;
        _hand = (_hand + 1) % capacity;
        return mask;
    }

    private sealed class Entry(MaskKey key, Mask mask)
    {
        public MaskKey Key { get; } = key;

        public Mask Mask { get; } = mask;

        public bool Used { get; set; } // since the hand last passed; a newcomer has yet to show that it is
    }
}

/// <summary>A state of an automaton; without one, a place in a text that is the same in all of them.</summary>
internal readonly record struct MaskKey(ShapeAutomaton? Automaton, ShapeState State)
{
    public bool Equals(MaskKey other) => ReferenceEquals(Automaton, other.Automaton) && State == other.State;

    public override int GetHashCode() => HashCode.Combine(Automaton is null ? 0 : RuntimeHelpers.GetHashCode(Automaton), State);
}

internal readonly record struct Mask(ulong[] Bits, int Count);
