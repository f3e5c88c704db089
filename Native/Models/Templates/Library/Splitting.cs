using System.Buffers;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Ways to take a text apart; the parts keep their marks.</summary>
internal static class Splitting
{
    private static readonly SearchValues<char> _lineEnds = SearchValues.Create("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029");

    public static JinjaList Split(Execution run, MarkedText text, object?[] given, bool fromEnd)
    {
        var limit = Arguments.Int(given[1], -1, "split");
        if (limit < 0) limit = int.MaxValue;
        var parts = Arguments.Or(given[0], null) is { } separator
            ? AtSeparator(run, text, Arguments.Text(separator, "split"), limit, fromEnd)
            : AtWhite(text, limit, fromEnd);
        run.SpendItems(parts.Count);
        return new JinjaList(parts);
    }

    public static JinjaList Lines(MarkedText text, bool keepEnds)
    {
        var lines = new List<object?>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.Value.AsSpan(start).IndexOfAny(_lineEnds);
            var stop = end < 0 ? text.Length : start + end;
            var next = end < 0 ? stop : string.CompareOrdinal(text.Value, stop, "\r\n", 0, 2) == 0 ? stop + 2 : stop + 1;
            lines.Add(text.Slice(start, (keepEnds ? next : stop) - start));
            start = next;
        }

        return new JinjaList(lines);
    }

    public static JinjaList Partition(Execution run, MarkedText text, MarkedText separator, bool fromEnd)
    {
        var parts = AtSeparator(run, text, separator, 1, fromEnd);
        if (parts.Count == 1) return new JinjaList(fromEnd ? [MarkedText.Empty, MarkedText.Empty, text] : [text, MarkedText.Empty, MarkedText.Empty], isTuple: true);
        var at = ((MarkedText)parts[0]!).Length;
        return new JinjaList([parts[0], text.Slice(at, separator.Length), parts[1]], isTuple: true);
    }

    private static List<object?> AtSeparator(Execution run, MarkedText text, MarkedText separator, int limit, bool fromEnd)
    {
        if (separator.Length == 0) throw new TemplateFault("split: the separator is empty");
        run.SpendSearch(text.Length, separator.Length);
        var parts = new List<object?>();
        int start = 0, end = text.Length;
        while (parts.Count < limit)
        {
            var found = fromEnd
                ? text.Value.AsSpan(0, end).LastIndexOf(separator.Value.AsSpan())
                : text.Value.IndexOf(separator.Value, start, StringComparison.Ordinal);
            if (found < 0) break;
            parts.Add(fromEnd ? text.Slice(found + separator.Length, end - found - separator.Length) : text.Slice(start, found - start));
            if (fromEnd) end = found;
            else start = found + separator.Length;
        }

        parts.Add(text.Slice(start, end - start));
        if (fromEnd) parts.Reverse();
        return parts;
    }

    private static List<object?> AtWhite(MarkedText text, int limit, bool fromEnd)
    {
        var parts = new List<object?>();
        var rest = text.Value.AsSpan();
        var start = 0; // of the rest in the text
        while (true)
        {
            var skip = fromEnd ? rest.Length - 1 - rest.LastIndexOfAnyExcept(White.Characters) : rest.IndexOfAnyExcept(White.Characters);
            if (skip < 0 || skip == rest.Length) break;
            rest = fromEnd ? rest[..^skip] : rest[skip..];
            if (!fromEnd) start += skip;
            var length = parts.Count == limit ? -1 : fromEnd ? rest.Length - 1 - rest.LastIndexOfAny(White.Characters) : rest.IndexOfAny(White.Characters);
            if (length < 0 || length == rest.Length) length = rest.Length;
            parts.Add(text.Slice(fromEnd ? start + rest.Length - length : start, length));
            rest = fromEnd ? rest[..^length] : rest[length..];
            if (!fromEnd) start += length;
        }

        if (fromEnd) parts.Reverse();
        return parts;
    }
}
