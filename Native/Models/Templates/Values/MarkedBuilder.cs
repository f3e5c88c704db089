using System.Text;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Collects marked characters, charging each to the execution.</summary>
internal sealed class MarkedBuilder(Execution run)
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _marks = [];
    private bool _marked;

    public int Length => _text.Length;

    public MarkedBuilder Append(MarkedText text) => Append(text, 0, text.Length);

    public MarkedBuilder Append(MarkedText text, int start, int length)
    {
        Charge(length);
        _text.Append(text.Value, start, length);
        for (var i = start; i < start + length; i++) Mark(text.MarkAt(i));
        return this;
    }

    public MarkedBuilder Append(string text, int mark = 0)
    {
        Charge(text.Length);
        _text.Append(text);
        for (var i = 0; i < text.Length; i++) Mark(mark);
        return this;
    }

    public MarkedText ToText() => _marked ? MarkedText.Of(_text.ToString(), [.. _marks]) : MarkedText.Of(_text.ToString());

    private void Mark(int mark)
    {
        _marks.Add(mark);
        _marked |= mark != 0;
    }

    private void Charge(int length)
    {
        run.Spend(length);
        run.RequireLength((long)_text.Length + length);
    }
}
