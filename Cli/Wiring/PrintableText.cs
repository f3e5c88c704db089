using System.Globalization;
using System.Text;

namespace PersonaSim.Cli.Wiring;

/// <summary>Text from a model, fit for one cell of a table: nothing that a terminal obeys, or draws in no column of its own.</summary>
internal static class PrintableText
{
    private const char Dot = '\u00b7';

    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        var hasBase = false; // is there a character that a combining mark could sit on?
        foreach (var rune in text.ReplaceLineEndings(" ").EnumerateRunes())
        {
            var shown = IsShown(rune, hasBase);
            if (shown) clean.Append(rune);
            else clean.Append(Dot);
            hasBase = shown && (hasBase || !IsMark(rune));
        }

        return clean.ToString();
    }

    private static bool IsShown(Rune rune, bool hasBase) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark => hasBase,
        // the table counts two columns for what needs two UTF-16 units: right for emoji and rare ideographs, for little else
        _ => rune.IsBmp || rune.Value is >= 0x1f300 and <= 0x1faff or >= 0x20000 and <= 0x3ffff,
    };

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
