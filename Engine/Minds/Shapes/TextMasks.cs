namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// What may stand inside a text, whatever its shape: one walk for each place, kept for good (there are few). Near its limit a text has a mask for
/// every number of characters left; all but the last few are the mask far from it without the tokens that are too long.
/// </summary>
internal sealed class TextMasks(IReadOnlyList<TokenTrie> tries, int longest, int words)
{
    // below this so many tokens are too long that walking is cheaper than taking them away one by one
    private const int Few = 12;

    private readonly Dictionary<ShapeState, Place> _places = [];

    public long Bytes { get; private set; }

    /// <summary>Sets the bits of the tokens that keep the answer inside the text or end on its last character; returns how many.</summary>
    public int Fill(ShapeAutomaton automaton, ShapeState state, Span<ulong> mask)
    {
        var left = state.Left;
        var far = left > Few;
        state = state.WithLeft(far ? longest + 1 : left);
        var key = state.At(0);
        if (!_places.TryGetValue(key, out var place)) _places.Add(key, place = Walk(automaton, state, far));
        place.Bits.CopyTo(mask);
        var count = place.Count;
        if (!far) return count;
        foreach (var (needs, token) in place.Long)
        {
            if (needs <= left) break; // the longest come first
            mask[token >> 6] &= ~(1UL << (token & 63));
            count--;
        }

        return count;
    }

    private Place Walk(ShapeAutomaton automaton, ShapeState state, bool far)
    {
        var bits = new ulong[words];
        var reached = far ? new List<(int Needs, int Token)>() : null;
        var count = 0;
        foreach (var trie in tries) count += trie.Mark(automaton, state, bits, reached, Few);
        reached?.Sort((a, b) => (b.Needs, b.Token).CompareTo((a.Needs, a.Token)));
        Bytes += words * sizeof(ulong) + (reached?.Count ?? 0) * 2L * sizeof(int);
        return new Place(bits, count, reached?.ToArray() ?? []);
    }

    private sealed record Place(ulong[] Bits, int Count, (int Needs, int Token)[] Long);
}
