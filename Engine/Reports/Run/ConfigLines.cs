namespace PersonaSim.Engine.Reports.Run;

/// <summary>A canonical configuration as paths and values, to say where runs differ.</summary>
internal static class ConfigLines
{
    // what arms of one comparison differ in
    private static readonly string[] _expected = ["seed", "persona.arm"];

    /// <summary>Where the runs' configurations differ though they are compared, a line each.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<RunView> runs)
    {
        var all = runs.Select(r => Read(r.Config)).ToList();
        return [.. from path in all.SelectMany(c => c.Keys).Distinct().Order(StringComparer.Ordinal)
                   where !_expected.Contains(path)
                   let values = all.Select(c => c.GetValueOrDefault(path, "absent")).Distinct().ToList()
                   where values.Count > 1
                   select $"{path}: {string.Join(" / ", values)}"];
    }

    private static SortedDictionary<string, string> Read(string yaml)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var above = new List<(int Indent, string Name)>();
        foreach (var line in yaml.Split('\n').Where(l => l.Trim().Length > 0))
        {
            var indent = line.Length - line.TrimStart().Length;
            above.RemoveAll(a => a.Indent >= indent);
            var text = line.Trim();
            var colon = text.StartsWith('-') ? -1 : text.IndexOf(':', StringComparison.Ordinal);
            var path = string.Join('.', above.Select(a => a.Name));
            if (colon < 0)
            {
                found[path] = found.TryGetValue(path, out var list) ? list + " " + text : text;
                continue;
            }

            var (name, value) = (text[..colon], text[(colon + 1)..].Trim());
            above.Add((indent, name));
            if (value.Length > 0) found[path.Length == 0 ? name : path + "." + name] = value;
        }

        return found;
    }
}
