using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>A setting and the values that a sweep gives it.</summary>
internal sealed record GridAxis(string Key, IReadOnlyList<string> Values)
{
    private const int MostValues = 10_000;

    /// <summary><c>KEY=V1,V2,...</c> where a value may be a range of whole numbers, <c>1..5</c>; commas in brackets or quotes belong to a value.</summary>
    public static GridAxis Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var key = at < 0 ? "" : text[..at].Trim();
        if (key.Length == 0) throw new InputException($"--grid {text}: a grid is KEY=VALUE,VALUE,..., e.g. --grid persona.traits.E=-1,0,1 --grid seed=1..5.");
        var values = Split(text[(at + 1)..]).SelectMany(v => Range(text, v)).ToList();
        if (values.Count == 0 || values.Any(v => v.Length == 0)) throw new InputException($"--grid {text}: a value is empty; write e.g. --grid {key}=1,2,3.");
        if (values.GroupBy(v => v, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"--grid {text}: the value {twice.Key} stands there twice, and each is run once.");
        return new GridAxis(key, values);
    }

    /// <summary>Every combination, the last axis changing fastest.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cells(IReadOnlyList<GridAxis> axes)
    {
        if (axes.GroupBy(a => a.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"--grid {twice.Key} is given twice: list all its values once.");
        IEnumerable<IReadOnlyList<string>> cells = [[]];
        foreach (var axis in axes) cells = [.. cells.SelectMany(c => axis.Values.Select(v => (IReadOnlyList<string>)[.. c, v]))];
        return [.. cells];
    }

    private static IEnumerable<string> Range(string text, string value)
    {
        var dots = value.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0 || !long.TryParse(value[..dots], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var first) || !long.TryParse(value[(dots + 2)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last)) return [value];
        if (last < first || last - first >= MostValues) throw new InputException($"--grid {text}: {value} is no range from a smaller to a larger whole number, with at most {MostValues} values.");
        return Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i).ToString(CultureInfo.InvariantCulture));
    }

    private static List<string> Split(string text)
    {
        var (parts, start, depth, quote) = (new List<string>(), 0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c is '[' or '{') depth++;
            else if (c is ']' or '}') depth--;
            else if (c == ',' && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
