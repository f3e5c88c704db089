namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A value that two configurations do not share; null where one has no such key.</summary>
public sealed record ConfigDifference(string Path, string? Left, string? Right);

/// <summary>What two configurations differ in, value by value.</summary>
public static class ConfigDiff
{
    public static IReadOnlyList<ConfigDifference> Between(BoundConfig left, BoundConfig right)
    {
        var a = Leaves(left);
        var b = Leaves(right);
        return [.. a.Keys.Concat(b.Keys.Where(p => !a.ContainsKey(p)))
            .Select(p => new ConfigDifference(p, a.GetValueOrDefault(p), b.GetValueOrDefault(p)))
            .Where(d => d.Left != d.Right)];
    }

    private static OrderedDictionary<string, string> Leaves(BoundConfig bound)
    {
        var leaves = new OrderedDictionary<string, string>();
        Add(leaves, "", bound.Schema.Write(bound));
        return leaves;
    }

    private static void Add(OrderedDictionary<string, string> leaves, string path, ConfigNode node)
    {
        if (node is ConfigMap { Entries.Count: > 0 } map)
        {
            foreach (var entry in map.Entries) Add(leaves, path.Length == 0 ? entry.Key : $"{path}.{Segment(entry.Key)}", entry.Value);
        }
        else if (node is ConfigList { Items.Count: > 0 } list)
        {
            for (var i = 0; i < list.Items.Count; i++) Add(leaves, $"{path}.{i}", list.Items[i]);
        }
        else
        {
            leaves.Add(path, ConfigText.Inline(node));
        }
    }

    // a name with a dot must not read as another path
    private static string Segment(string key) => key.AsSpan().IndexOfAny('.', '"') < 0 ? key : ConfigText.Quote(key);
}
