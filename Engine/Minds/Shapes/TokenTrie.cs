using System.Runtime.CompilerServices;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// All usable tokens of a vocabulary by their bytes, laid out in the order in which a depth-first walk meets them: a refused byte skips everything
/// that begins with it.
/// </summary>
internal sealed class TokenTrie
{
    private readonly Node[] _nodes;
    private readonly int[] _tokens; // sorted by bytes, in the nodes' order
    private readonly int _deepest;
    private readonly ShapeState[] _path; // by depth; one walk at a time

    public TokenTrie(int count, Func<int, ReadOnlySpan<byte>> bytes, Func<int, bool>? usable)
    {
        var pieces = new byte[count][];
        var tokens = new List<int>(count);
        for (var token = 0; token < count; token++)
        {
            pieces[token] = bytes(token).ToArray();
            if (pieces[token].Length == 0 || usable?.Invoke(token) == false) continue;
            tokens.Add(token);
            // bytes inside a character start none, so what counts against a text's limit is fewer
            Longest = Math.Max(Longest, pieces[token].Count(b => (b & 0xC0) != 0x80) + 1);
        }

        _tokens = [.. tokens];
        Array.Sort(_tokens, (a, b) => pieces[a].AsSpan().SequenceCompareTo(pieces[b]) is var order and not 0 ? order : a.CompareTo(b));
        _nodes = Layout(pieces);
        _deepest = _nodes.Length == 0 ? 0 : _nodes.Max(n => n.Depth) + 1;
        _path = new ShapeState[_deepest + 1];
    }

    /// <summary>Characters in the longest token, or one more.</summary>
    public int Longest { get; }

    public long Bytes => _nodes.LongLength * Unsafe.SizeOf<Node>() + _tokens.LongLength * sizeof(int);

    /// <summary>Sets the bit of every token that the automaton accepts from a state; returns how many.</summary>
    /// <param name="reached">In a text: hears of each token that needs more than <paramref name="few"/> characters left, and how many.</param>
    public int Mark(ShapeAutomaton automaton, ShapeState state, Span<ulong> mask, List<(int Needs, int Token)>? reached = null, int few = int.MaxValue)
    {
        var marked = 0;
        var (nodes, path) = (_nodes, _path);
        path[0] = state;
        for (var i = 0; i < nodes.Length - 1;)
        {
            ref readonly var node = ref nodes[i];
            var next = automaton.Next(path[node.Depth], node.Value);
            if (next.IsDead)
            {
                i = node.Skip;
                continue;
            }

            path[node.Depth + 1] = next;
            var (first, end) = (node.FirstToken, nodes[++i].FirstToken);
            marked += end - first;
            for (var t = first; t < end; t++) mask[_tokens[t] >> 6] |= 1UL << (_tokens[t] & 63);
            if (first == end || reached is null) continue;
            // behind a blank or inside a character one more must follow
            var needs = state.Left - next.Left + (next.Mode == TextMode.AfterInk ? 0 : 1);
            for (var t = first; t < end && needs > few; t++) reached.Add((needs, _tokens[t]));
        }

        return marked;
    }

    private Node[] Layout(byte[][] pieces)
    {
        var nodes = new List<Node>();
        var open = new List<int>(); // the path to the token before, by depth
        byte[] before = [];
        for (var i = 0; i < _tokens.Length; i++)
        {
            var piece = pieces[_tokens[i]];
            var shared = piece.AsSpan().CommonPrefixLength(before);
            Close(shared);
            for (var depth = shared; depth < piece.Length; depth++)
            {
                open.Add(nodes.Count);
                nodes.Add(new Node(piece[depth], (ushort)depth, 0, i)); // tokens of equal bytes follow each other, all at one node
            }

            before = piece;
        }

        Close(0);
        nodes.Add(new Node(0, 0, 0, _tokens.Length)); // ends the last one's tokens
        return [.. nodes];

        void Close(int depth)
        {
            for (var d = depth; d < open.Count; d++) nodes[open[d]] = nodes[open[d]] with { Skip = nodes.Count };
            open.RemoveRange(depth, open.Count - depth);
        }
    }

    private readonly record struct Node(byte Value, ushort Depth, int Skip, int FirstToken);
}
