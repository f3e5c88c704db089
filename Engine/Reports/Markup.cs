using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Reports;

/// <summary>Text and numbers as they may stand in HTML and SVG. What a society says is never markup: everything goes through here.</summary>
public static class Markup
{
    /// <summary>For text and quoted attributes; characters that XML cannot hold become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '<': safe.Append("&lt;"); break;
                case '>': safe.Append("&gt;"); break;
                case '&': safe.Append("&amp;"); break;
                case '"': safe.Append("&quot;"); break;
                case '\'': safe.Append("&#39;"); break;
                case '\t' or '\n' or '\r': safe.Append(c); break;
                case < ' ' or '\u007f' or '\ufffe' or '\uffff': safe.Append('\ufffd'); break;
                // whoever reverses the reading direction could show one text and copy another
                case '\u202a' or '\u202b' or '\u202c' or '\u202d' or '\u202e' or '\u2066' or '\u2067' or '\u2068' or '\u2069': safe.Append('\ufffd'); break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) safe.Append(c).Append(text[++i]);
                    else safe.Append(char.IsSurrogate(c) ? '\ufffd' : c);
                    break;
            }
        }

        return safe.ToString();
    }

    /// <summary>For people: four digits that matter, thousands set apart, no minus before a zero.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return "not a number";
        if (value == 0) return "0";
        var size = Math.Abs(value);
        if (size is >= 1e9 or < 1e-4) return value.ToString("0.###e0", CultureInfo.InvariantCulture);
        var digits = Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 6);
        var text = Math.Round(value, digits).ToString(size >= 10_000 ? "#,0" : "#,0.######", CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }

    /// <summary>A cell for people.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        double number => Number(number),
        long count => count.ToString("#,0", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A cell for programs: every digit.</summary>
    public static string Raw(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
