using System.Text;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Prompts;

/// <summary>
/// A text with places to fill: <c>{{name}}</c> takes a value, a line that is only <c>{{name?}}</c> disappears when the value is empty, and a
/// line that begins with <c>//</c> is a remark to whoever edits it.
/// </summary>
public sealed class PromptText
{
    private const int MostKept = 1 << 16;
    [ThreadStatic] private static StringBuilder? _filled; // one for all: a town fills some ten texts for each of its people and ticks
    private readonly string _name;
    private readonly List<(string Text, string? Place, bool DropsLine)> _parts;

    private PromptText(string name, List<(string, string?, bool)> parts) => (_name, _parts) = (name, parts);

    /// <summary>The places to fill, in the order of their first use.</summary>
    public IReadOnlyList<string> Places => [.. _parts.Select(p => p.Place).OfType<string>().Distinct(StringComparer.Ordinal)];

    public static PromptText Parse(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Where(l => !l.StartsWith("//", StringComparison.Ordinal));
        var body = string.Join('\n', lines).Trim('\n');
        var parts = new List<(string, string?, bool)>();
        for (var at = 0; at < body.Length;)
        {
            var open = body.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                parts.Add((body[at..], null, false));
                break;
            }

            var close = body.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0) throw new InputException($"The prompt '{name}' opens '{{{{' at character {open + 1} and never closes it.");
            var place = body[(open + 2)..close].Trim();
            var drops = place.EndsWith('?');
            place = place.TrimEnd('?');
            if (place.Length == 0 || !place.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw new InputException($"The prompt '{name}' has a place '{{{{{place}}}}}': a place is named with letters, digits and underscores.");
            parts.Add((body[at..open], place, drops));
            at = close + 2;
            if (drops && at < body.Length && body[at] == '\n' && (open == 0 || body[open - 1] == '\n')) at++; // the line's end belongs to the place
        }

        return new PromptText(name, parts);
    }

    /// <summary>The text with its places filled; a place without a value is an error, a value without a place is not.</summary>
    public string Fill(params ReadOnlySpan<(string Place, string Value)> values) => Filled(values, "");

    /// <summary>The same with its last line ended, as a block of a prompt has it.</summary>
    public string FillLine(params ReadOnlySpan<(string Place, string Value)> values) => Filled(values, "\n");

    private string Filled(ReadOnlySpan<(string Place, string Value)> values, string end)
    {
        var filled = (_filled ??= new StringBuilder(4096)).Clear();
        foreach (var (text, place, drops) in _parts)
        {
            filled.Append(text);
            if (place is null) continue;
            var value = Find(place, values);
            filled.Append(value);
            if (drops && value.Length > 0) filled.Append('\n');
        }

        while (filled.Length > 0 && filled[^1] == '\n') filled.Length--;
        var whole = filled.Append(end).ToString();
        if (filled.Capacity > MostKept) _filled = null;
        return whole;
    }

    private string Find(string place, ReadOnlySpan<(string Place, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == place) return value;
        }

        var given = new List<string>();
        foreach (var (name, _) in values) given.Add(name);
        throw new InputException($"The prompt '{_name}' has a place '{{{{{place}}}}}' that nothing fills; it may use {string.Join(", ", given.Order(StringComparer.Ordinal))}.");
    }
}
