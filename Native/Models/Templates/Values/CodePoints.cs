namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>A text by Unicode code points, which is how Python counts, instead of by UTF-16 units.</summary>
internal readonly struct CodePoints
{
    private readonly MarkedText _text;
    private readonly int[]? _starts; // unit index per code point, and the end; null: no surrogates

    public CodePoints(MarkedText text)
    {
        _text = text;
        if (!text.Value.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) return;
        var starts = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text.Value, i) ? 2 : 1) starts.Add(i);
        starts.Add(text.Length);
        _starts = [.. starts];
    }

    public int Count => _starts is null ? _text.Length : _starts.Length - 1;

    public MarkedText Slice(int start, int end) => end <= start ? MarkedText.Empty : _text.Slice(Unit(start), Unit(end) - Unit(start));

    /// <summary>The UTF-16 index of a code point.</summary>
    public int Unit(int point) => _starts is null ? point : _starts[point];

    /// <summary>The code point that covers a UTF-16 index.</summary>
    public int Point(int unit) => _starts is null ? unit : Array.BinarySearch(_starts, unit) is >= 0 and var at ? at : ~Array.BinarySearch(_starts, unit) - 1;
}
