using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring;

/// <summary>Configuration keys as a person reads them.</summary>
internal static class ConfigListing
{
    private const int TableWidth = 140; // below, the sentences would be columns of single words
    private const string Indent = "    ";

    /// <summary>The keys at and below a path, in which a name of the user's choice may stand for NAME and a number for N.</summary>
    public static IReadOnlyList<ConfigKey> Below(IReadOnlyList<ConfigKey> keys, string path)
    {
        var words = path.Split('.');
        var found = keys.Where(k => Matches(k.Path.Split('.'), words)).ToList();
        if (found.Count > 0) return found;
        // the last word alone may be known, below another key
        var same = keys.Where(k => k.Path.Split('.')[^1] == words[^1]).Select(k => k.Path).ToList();
        var near = same.Count > 0 ? string.Join(" or ", same.Take(3)) : Nearest.Of(path, keys.Select(k => k.Path));
        throw new InputException($"there is no key '{path}'{(near is null ? "; `persim config explain` lists all." : $", did you mean {near}?")}");
    }

    public static void Write(TextWriter output, IReadOnlyList<ConfigKey> keys)
    {
        if (!Screen.IsPiped(output) && Screen.Width(output) >= TableWidth) WriteTable(output, keys);
        else WriteText(output, keys);
    }

    public static void WriteText(TextWriter output, IReadOnlyList<ConfigKey> keys)
    {
        var width = Screen.Width(output) - Indent.Length;
        foreach (var key in keys)
        {
            output.WriteLine(key.Path);
            var values = key.Values.Where(v => v.Sentence is not null).Select(v => $"{v.Value}: {v.Sentence}");
            foreach (var line in values.Prepend(Facts(key)).Prepend(key.Sentence).SelectMany(text => Wrapped(text, width))) output.WriteLine(Indent + line);
        }
    }

    public static void WriteTable(TextWriter output, IReadOnlyList<ConfigKey> keys)
    {
        var table = new TextTable().Add("key").Add("value", wraps: true).Add("default", wraps: true).Add("what it is", wraps: true);
        foreach (var key in keys) table.Row(key.Path, Value(key), Default(key), key.Sentence + (key.Example is null ? "" : $" E.g. {key.Example}"));
        table.Write(output);
    }

    private static bool Matches(string[] key, string[] asked) =>
        asked.Length <= key.Length && asked.Select((word, i) => key[i] is "NAME" or "N" || key[i] == word).All(same => same);

    // what has keys of its own has no other default than theirs, unless it can be left out
    public static string Default(ConfigKey key) => key.Required ? "(required)" : key.Holds && key.Default is { Length: > 0 } text && text[0] == '{' ? "" : key.Default == "null" ? "(none)" : key.Default!;

    public static string Value(ConfigKey key) => string.Join(", ", new[] { key.Type, key.Range, key.Unit }.OfType<string>());

    private static string Facts(ConfigKey key)
    {
        var facts = new List<string> { key.Type };
        if (key.Range is not null) facts.Add(key.Range);
        if (key.Unit is not null) facts.Add("unit: " + key.Unit);
        if (key.Required) facts.Add("required");
        else if (Default(key) is { Length: > 0 } normal) facts.Add("default: " + normal);
        if (key.Example is not null) facts.Add("example: " + key.Example);
        return string.Join("; ", facts);
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }
}
