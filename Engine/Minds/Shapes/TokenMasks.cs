namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// Which tokens of one vocabulary a shape allows, state by state: found once by walking vocabulary and automaton together, then kept as long as there
/// is room. Threads may share it. Equal shapes share masks only if they share the automaton, so keep one per shape.
/// </summary>
public sealed class TokenMasks
{
    private const byte Quote = (byte)'"';
    private readonly TokenTrie _plain; // tokens without a quote: inside a JSON string they cannot leave it, so all strings agree on them
    private readonly TokenTrie _quoting; // the few others
    private readonly TextMasks _bare;
    private readonly TextMasks _quoted;
    private readonly int _longest;
    private readonly MaskCache _cache;
    private readonly int _words;
    private readonly Lock _lock = new(); // what one thread is computing another is likely to want next

    /// <param name="count">Tokens in the vocabulary.</param>
    /// <param name="bytes">The bytes of a token as text; a token without bytes is never allowed.</param>
    /// <param name="usable">False: never allowed, e.g. control and unused tokens; null: all are usable.</param>
    /// <param name="cacheBytes">Room for masks; the longest unused go first.</param>
    public TokenMasks(int count, Func<int, ReadOnlySpan<byte>> bytes, Func<int, bool>? usable = null, long cacheBytes = 64L << 20)
    {
        Count = count;
        _words = (count + 63) / 64;
        _plain = new TokenTrie(count, bytes, t => usable?.Invoke(t) != false && !bytes(t).Contains(Quote));
        _quoting = new TokenTrie(count, bytes, t => usable?.Invoke(t) != false && bytes(t).Contains(Quote));
        _longest = Math.Max(_plain.Longest, _quoting.Longest);
        _bare = new TextMasks([_plain, _quoting], _longest, _words);
        _quoted = new TextMasks([_plain], _longest, _words);
        _cache = new MaskCache((int)Math.Clamp(cacheBytes / (_words * sizeof(ulong) + MaskCache.Overhead), 1, int.MaxValue));
    }

    public int Count { get; }

    /// <summary>What the cache did up to now, and the bytes that masks and vocabulary take.</summary>
    public MaskStatistics Statistics => new(_cache.Hits, _cache.Misses, _cache.Count, _cache.Count * ((long)_words * sizeof(ulong) + MaskCache.Overhead), _plain.Bytes + _quoting.Bytes + _bare.Bytes + _quoted.Bytes);

    /// <summary>The allowed tokens: bit t % 64 of word t / 64. Whether the answer may end is <see cref="ShapeAutomaton.IsFinal"/>'s to say.</summary>
    public ReadOnlySpan<ulong> Allowed(ShapeAutomaton automaton, ShapeState state) => Find(automaton, state).Bits;

    /// <summary>Whether any token is allowed; never so in a dead state and behind the end.</summary>
    public bool AnyAllowed(ShapeAutomaton automaton, ShapeState state) => Find(automaton, state).Count > 0;

    private Mask Find(ShapeAutomaton automaton, ShapeState state)
    {
        var kind = automaton.Kind(state);
        if (kind != TextKind.None) state = state.WithLeft(Math.Min(state.Left, _longest + 1)); // farther from the limit no token tells states apart
        var key = kind == TextKind.Bare ? new MaskKey(null, state.At(0)) : new MaskKey(automaton, state);
        lock (_lock) return _cache.TryGet(key, out var known) ? known : _cache.Add(key, Compute(automaton, state, kind));
    }

    private Mask Compute(ShapeAutomaton automaton, ShapeState state, TextKind kind)
    {
        var bits = new ulong[_words];
        var allowed = state.IsDead ? 0 : kind switch
        {
            TextKind.Bare => _bare.Fill(automaton, state, bits),
            TextKind.Quoted => _quoted.Fill(automaton, state, bits) + _quoting.Mark(automaton, state, bits),
            _ => _plain.Mark(automaton, state, bits) + _quoting.Mark(automaton, state, bits),
        };
        return new Mask(bits, allowed);
    }
}

/// <summary>The cache of masks in numbers.</summary>
/// <param name="Masks">Masks held now.</param>
/// <param name="MaskBytes">Bytes that they take.</param>
/// <param name="VocabularyBytes">Bytes that the vocabulary takes, with what it allows inside texts.</param>
public readonly record struct MaskStatistics(long Hits, long Misses, int Masks, long MaskBytes, long VocabularyBytes);
