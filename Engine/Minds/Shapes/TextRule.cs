using System.Text;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>What one Unicode scalar is in a text.</summary>
internal enum ScalarClass : byte
{
    Refused,

    /// <summary>White space: inside a text, never at its ends.</summary>
    Blank,

    Ink,
}

/// <summary>Which texts a <see cref="TextShape"/> means; automaton, codec and grammar are all made from this one table.</summary>
internal static class TextRule
{
    // Everything that is not ink, in order. Refused: C0, DEL and C1, the two line separators (a text is one line), surrogates. Blank: the rest of
    // Unicode's White_Space, so that string.Trim agrees.
    private static readonly (int First, int Last, ScalarClass Class)[] _special =
    [
        (0x00, 0x1F, ScalarClass.Refused), (0x20, 0x20, ScalarClass.Blank), (0x7F, 0x9F, ScalarClass.Refused), (0xA0, 0xA0, ScalarClass.Blank),
        (0x1680, 0x1680, ScalarClass.Blank), (0x2000, 0x200A, ScalarClass.Blank), (0x2028, 0x2029, ScalarClass.Refused),
        (0x202F, 0x202F, ScalarClass.Blank), (0x205F, 0x205F, ScalarClass.Blank), (0x3000, 0x3000, ScalarClass.Blank),
        (0xD800, 0xDFFF, ScalarClass.Refused),
    ];

    public static ScalarClass Classify(int scalar)
    {
        foreach (var (first, last, kind) in _special)
        {
            if (scalar >= first && scalar <= last) return kind;
        }

        return scalar is >= 0 and <= 0x10FFFF ? ScalarClass.Ink : ScalarClass.Refused;
    }

    /// <summary>Whether every scalar of an interval is ink.</summary>
    public static bool AllInk(int first, int last) => first >= 0 && last <= 0x10FFFF && !Array.Exists(_special, s => s.First <= last && s.Last >= first);

    /// <summary>The blank scalars, in order.</summary>
    public static IEnumerable<(int First, int Last)> Blanks() => _special.Where(s => s.Class == ScalarClass.Blank).Select(s => (s.First, s.Last));

    /// <summary>The ink scalars, in order.</summary>
    public static IEnumerable<(int First, int Last)> Inks()
    {
        var from = 0;
        foreach (var (first, last, _) in _special)
        {
            if (first > from) yield return (from, first - 1);
            from = last + 1;
        }

        yield return (from, 0x10FFFF);
    }

    /// <summary>Why a text is not one of 1 to <paramref name="limit"/> characters as it stands; null: it is.</summary>
    public static string? WhyNot(string text, int limit)
    {
        if (text.Length == 0) return "the text is empty";
        if (!IsWellFormed(text)) return "the text holds half a character (a surrogate without its other half)";
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length++;
            if (Classify(rune.Value) == ScalarClass.Refused) return rune.Value is 0x2028 or 0x2029 ? "the text holds a line separator" : "the text holds a control character";
        }

        if (length > limit) return $"the text has {length} characters, {limit} are allowed";
        return Classify(text[0]) == ScalarClass.Blank || Classify(text[^1]) == ScalarClass.Blank ? "the text has blanks around it" : null;
    }

    /// <summary>Whether a string is Unicode: every surrogate has its other half.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!Rune.TryGetRuneAt(text, i, out _)) return false;
            i++;
        }

        return true;
    }
}
