using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A configuration in its canonical form: every value that is in effect, in the order of declaration, one spelling for each.</summary>
public static partial class ConfigText
{
    private const int Indent = 2;

    // what some reader of YAML 1.1 or 1.2 takes for something else than text
    private static readonly HashSet<string> _taken = new(["null", "true", "false", "yes", "no", "on", "off", "y", "n"], StringComparer.OrdinalIgnoreCase);

    public static string Canonical(BoundConfig bound)
    {
        var text = new StringBuilder();
        Write(text, bound.Schema.Write(bound), 0);
        return text.ToString();
    }

    /// <summary>The SHA-256 of the canonical text, in lower-case hexadecimal digits.</summary>
    public static string Hash(BoundConfig bound) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(bound))));

    /// <summary>In one line.</summary>
    internal static string Inline(ConfigNode node) => node switch
    {
        ConfigScalar scalar => Spell(scalar),
        ConfigList list => $"[{string.Join(", ", list.Items.Select(Inline))}]",
        ConfigMap map => map.Entries.Count == 0 ? "{}" : $"{{ {string.Join(", ", map.Entries.Select(e => $"{Spell(e.Key)}: {Inline(e.Value)}"))} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static void Write(StringBuilder text, ConfigMap map, int depth)
    {
        foreach (var entry in map.Entries)
        {
            text.Append(' ', depth * Indent).Append(Spell(entry.Key)).Append(':');
            WriteBehind(text, entry.Value, depth + 1);
        }
    }

    private static void WriteBehind(StringBuilder text, ConfigNode node, int depth)
    {
        switch (node)
        {
            case ConfigMap { Entries.Count: > 0 } map:
                text.Append('\n');
                Write(text, map, depth);
                break;
            case ConfigList { Items.Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list.Items) text.Append(' ', depth * Indent).Append("- ").Append(Inline(item)).Append('\n');
                break;
            default:
                text.Append(' ').Append(Inline(node)).Append('\n');
                break;
        }
    }

    private static string Spell(ConfigScalar scalar) => scalar.IsPlain ? scalar.Text : Spell(scalar.Text);

    private static string Spell(string text) => Safe().IsMatch(text) && !_taken.Contains(text) ? text : Quote(text);

    /// <summary>A text in double quotes, as YAML reads it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (!MustEscape(rune)) quoted.Append(rune.ToString());
            else quoted.Append(rune.IsBmp ? $"\\u{rune.Value:X4}" : $"\\U{rune.Value:X8}");
        }

        return quoted.Append('"').ToString();
    }

    private static bool MustEscape(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;

    // begins with a letter, so it is no number, date or sign of YAML's; a blank only between other characters, no colon or # behind one
    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*\z")]
    private static partial Regex Safe();
}
