using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>
/// A shape as a graph of bytes, built from the end: every part is told the node that follows it, so what cannot go on simply is the next part.
/// A text is one node with a counter.
/// </summary>
internal sealed class AutomatonGraph
{
    private static readonly List<(byte Value, int Target)> _none = [];

    private readonly List<AutomatonNode> _nodes = [];

    private AutomatonGraph()
    {
    }

    public static (AutomatonNode[] Nodes, int Start) Of(Shape shape)
    {
        var graph = new AutomatonGraph();
        var end = graph.Add(new AutomatonNode(true, _none));
        var start = shape is FieldsShape fields ? graph.Object(fields, end) : graph.Value(shape, quoted: false, end);
        return ([.. graph._nodes], start);
    }

    private int Object(FieldsShape shape, int end)
    {
        var next = Literal("}"u8, end);
        for (var i = shape.Fields.Count - 1; i >= 0; i--)
        {
            var (name, part) = shape.Fields[i];
            var quoted = part is not ScaleShape;
            if (quoted) next = Literal("\""u8, next);
            next = Value(part, quoted, next);
            next = Literal(Encoding.UTF8.GetBytes((i == 0 ? "{" : ",") + $"\"{name}\":" + (quoted ? "\"" : "")), next);
        }

        return next;
    }

    private int Value(Shape shape, bool quoted, int next) => shape switch
    {
        ChoiceShape choice => Words([.. choice.Options.Select(o => Encoding.UTF8.GetBytes(quoted ? ShapeCodec.Escape(o) : o)).Order(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))], 0, next),
        ScaleShape scale => Digits(scale, 0, 0, next, new Dictionary<string, int>(StringComparer.Ordinal)),
        TextShape text => Add(new AutomatonNode(false, _none, text.Limit, quoted ? TextSteps.Quoted : TextSteps.Bare, next)),
        _ => throw new ArgumentException($"A {shape.GetType().Name} is not written as text.", nameof(shape)),
    };

    private int Literal(ReadOnlySpan<byte> bytes, int next)
    {
        for (var i = bytes.Length - 1; i >= 0; i--) next = Add(new AutomatonNode(false, [(bytes[i], next)]));
        return next;
    }

    // sorted words that agree in their first `depth` bytes
    private int Words(ReadOnlySpan<byte[]> words, int depth, int next)
    {
        var shared = words[0].AsSpan(depth).CommonPrefixLength(words[^1].AsSpan(depth));
        var branch = depth + shared;
        var ends = words[0].Length == branch; // a word that is the beginning of the others comes first
        var edges = new List<(byte, int)>();
        for (var from = ends ? 1 : 0; from < words.Length;)
        {
            var value = words[from][branch];
            var to = from + 1;
            while (to < words.Length && words[to][branch] == value) to++;
            edges.Add((value, Words(words[from..to], branch + 1, next)));
            from = to;
        }

        return Literal(words[0].AsSpan(depth, shared), Join(ends, edges, next));
    }

    // the digits that may follow a prefix of so many digits; `known` merges prefixes with the same future, so that a wide scale stays small
    private int Digits(ScaleShape scale, long prefix, int count, int next, Dictionary<string, int> known)
    {
        if (count > 0 && prefix == 0) return next; // no leading zeros: 0 stands alone
        var key = new StringBuilder(count == 0 ? "start" : "");
        for (long width = 1; count > 0 && prefix * width <= scale.High; width *= 10)
        {
            var (low, high) = (Math.Max(scale.Low - prefix * width, 0), Math.Min(scale.High - prefix * width, width - 1));
            key.Append(CultureInfo.InvariantCulture, $"{width}:{(low <= high ? $"{low}-{high}" : "none")} ");
        }

        if (known.TryGetValue(key.ToString(), out var node)) return node;
        var edges = new List<(byte, int)>();
        for (var digit = 0; digit < 10; digit++)
        {
            var longer = prefix * 10 + digit;
            if (CanBecome(scale, longer)) edges.Add(((byte)('0' + digit), Digits(scale, longer, count + 1, next, known)));
        }

        return known[key.ToString()] = Join(count > 0 && prefix >= scale.Low && prefix <= scale.High, edges, next);
    }

    private static bool CanBecome(ScaleShape scale, long prefix)
    {
        if (prefix == 0) return scale.Low == 0;
        for (long width = 1; prefix * width <= scale.High; width *= 10)
        {
            if (prefix * width + width > scale.Low) return true;
        }

        return false;
    }

    // where a part may end and also go on, the next part's first bytes stand beside its own; the two never share a byte
    private int Join(bool ends, List<(byte, int)> edges, int next)
    {
        if (!ends) return Add(new AutomatonNode(false, edges));
        return edges.Count == 0 ? next : Add(new AutomatonNode(_nodes[next].IsFinal, [.. edges, .. _nodes[next].Edges]));
    }

    private int Add(AutomatonNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}

/// <summary>A node of the graph; one with a limit is a text, which <paramref name="Next"/> follows.</summary>
internal sealed record AutomatonNode(bool IsFinal, List<(byte Value, int Target)> Edges, int Limit = 0, byte Row = 0, int Next = 0);
