namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// Which tokens of one vocabulary a shape allows, state by state: found once by walking vocabulary and automaton together, then kept as long as there
/// is room. One thread owns it. Equal shapes share masks only if they share the automaton, so keep one per shape.
/// </summary>
public sealed class TokenMasks
{
    private readonly TokenTrie _trie;
    private readonly MaskCache _cache;
    private readonly int _words;

    /// <param name="count">Tokens in the vocabulary.</param>
    /// <param name="bytes">The bytes of a token as text; a token without bytes is never allowed.</param>
    /// <param name="usable">False: never allowed, e.g. control and unused tokens; null: all are usable.</param>
    /// <param name="cacheBytes">Room for masks; the longest unused go first.</param>
    public TokenMasks(int count, Func<int, ReadOnlySpan<byte>> bytes, Func<int, bool>? usable = null, long cacheBytes = 64L << 20)
    {
        Count = count;
        _words = (count + 63) / 64;
        _trie = new TokenTrie(count, bytes, usable);
        _cache = new MaskCache((int)Math.Clamp(cacheBytes / (_words * sizeof(ulong) + MaskCache.Overhead), 1, int.MaxValue));
    }

    public int Count { get; }

    /// <summary>What the cache did up to now, and the bytes that masks and vocabulary take.</summary>
    public MaskStatistics Statistics => new(_cache.Hits, _cache.Misses, _cache.Count, _cache.Count * ((long)_words * sizeof(ulong) + MaskCache.Overhead), _trie.Bytes);

    /// <summary>The allowed tokens: bit t % 64 of word t / 64. Whether the answer may end is <see cref="ShapeAutomaton.IsFinal"/>'s to say.</summary>
    public ReadOnlySpan<ulong> Allowed(ShapeAutomaton automaton, ShapeState state) => Find(automaton, state).Bits;

    /// <summary>Whether any token is allowed; never so in a dead state and behind the end.</summary>
    public bool AnyAllowed(ShapeAutomaton automaton, ShapeState state) => Find(automaton, state).Count > 0;

    private Mask Find(ShapeAutomaton automaton, ShapeState state)
    {
        var (bare, same) = automaton.Normalise(state, _trie.Longest);
        var key = new MaskKey(bare ? null : automaton, same);
        if (_cache.TryGet(key, out var mask)) return mask;
        var bits = new ulong[_words];
        return _cache.Add(key, new Mask(bits, state.IsDead ? 0 : _trie.Mark(automaton, state, bits)));
    }
}

/// <summary>The cache of masks in numbers.</summary>
/// <param name="Masks">Masks held now.</param>
/// <param name="MaskBytes">Bytes that they take.</param>
/// <param name="TrieBytes">Bytes that the vocabulary takes.</param>
public readonly record struct MaskStatistics(long Hits, long Misses, int Masks, long MaskBytes, long TrieBytes);
