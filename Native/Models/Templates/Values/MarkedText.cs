namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>
/// A text in which every character knows where it came from: 0 is the template, n the caller's block n-1. Equality and all
/// decisions look at the characters only, so marks never change what a template does.
/// </summary>
internal sealed class MarkedText : IEquatable<MarkedText>
{
    public static readonly MarkedText Empty = Of("");

    private readonly int _mark;
    private readonly int[]? _marks; // one per character; null: all are _mark

    private MarkedText(string value, int mark, int[]? marks)
    {
        Value = value;
        _mark = mark;
        _marks = marks;
    }

    public string Value { get; }

    public int Length => Value.Length;

    public static MarkedText Of(string value, int mark = 0) => new(value, mark, null);

    public static MarkedText Of(string value, int[] marks) => new(value, 0, marks);

    public int MarkAt(int index) => _marks is null ? _mark : _marks[index];

    public MarkedText Slice(int start, int length)
    {
        if (length <= 0) return Empty;
        if (length == Length) return this;
        return new MarkedText(Value.Substring(start, length), _mark, _marks?.AsSpan(start, length).ToArray());
    }

    /// <summary>The same marks on other characters, e.g. in upper case.</summary>
    public MarkedText With(string sameLength) => sameLength.Length == Length
        ? new MarkedText(sameLength, _mark, _marks)
        : throw new InvalidOperationException($"marks for {Length} characters do not fit {sameLength.Length}");

    public bool Equals(MarkedText? other) => other is not null && Value == other.Value;

    public override bool Equals(object? obj) => Equals(obj as MarkedText);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    public override string ToString() => Value;
}
