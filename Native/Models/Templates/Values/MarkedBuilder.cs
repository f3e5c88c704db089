using System.Text;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Collects marked characters, charging each to the execution.</summary>
internal sealed class MarkedBuilder(Execution run)
{
    private readonly StringBuilder _text = new();
    private List<int>? _marks; // one per character; null while all are the template's

    public MarkedBuilder Append(MarkedText text) => Append(text, 0, text.Length);

    public MarkedBuilder Append(MarkedText text, int start, int length)
    {
        Charge(length);
        for (var i = start; i < start + length; i++) Mark(text.MarkAt(i), i - start);
        _text.Append(text.Value, start, length);
        return this;
    }

    public MarkedBuilder Append(string text, int mark = 0)
    {
        Charge(text.Length);
        for (var i = 0; i < text.Length; i++) Mark(mark, i);
        _text.Append(text);
        return this;
    }

    public MarkedText ToText() => _marks is null ? MarkedText.Of(_text.ToString()) : MarkedText.Of(_text.ToString(), [.. _marks]);

    // before the text itself is appended: the character's place is _text.Length + offset
    private void Mark(int mark, int offset)
    {
        if (_marks is null && mark != 0) _marks = [.. Enumerable.Repeat(0, _text.Length + offset)];
        _marks?.Add(mark);
    }

    private void Charge(int length)
    {
        run.Spend(length);
        run.RequireLength((long)_text.Length + length);
    }
}
