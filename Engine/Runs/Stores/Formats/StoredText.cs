using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Runs.Stores.Formats;

/// <summary>
/// Any .NET string as text that both databases keep: PostgreSQL has no U+0000, and half a surrogate pair is not UTF-8. Such characters become
/// U+FDD0 (which no text contains: Unicode sets it aside) and four hex digits. Every other text is stored as it is.
/// </summary>
internal static class StoredText
{
    private const char Escape = '\uFDD0';

    public static string Encode(string text)
    {
        if (text.AsSpan().IndexOfAny('\0', Escape) < 0 && !HasHalves(text)) return text;
        var stored = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) stored.Append(text[i++]).Append(text[i]);
            else if (text[i] is '\0' or Escape || char.IsSurrogate(text[i])) stored.Append(Escape).Append(CultureInfo.InvariantCulture, $"{(int)text[i]:x4}");
            else stored.Append(text[i]);
        }

        return stored.ToString();
    }

    public static string Decode(string stored)
    {
        if (!stored.Contains(Escape)) return stored;
        var text = new StringBuilder(stored.Length);
        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] == Escape && i + 4 < stored.Length && ushort.TryParse(stored.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                text.Append((char)unit);
                i += 4;
            }
            else
            {
                text.Append(stored[i]);
            }
        }

        return text.ToString();
    }

    private static bool HasHalves(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }
}
