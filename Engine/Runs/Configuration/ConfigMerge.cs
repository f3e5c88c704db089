using System.Globalization;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>One tree over another, and single settings into a tree.</summary>
internal static class ConfigMerge
{
    private const int Deepest = 64; // as in a file

    /// <summary>Keys merge deeply; everything else, lists included, replaces. A null stays, for the binder to remove what it stands for.</summary>
    public static ConfigNode Over(ConfigNode below, ConfigNode above)
    {
        if (below is not ConfigMap lower || above is not ConfigMap upper) return above;
        var over = upper.Entries.ToDictionary(e => e.Key);
        var merged = lower.Entries.Select(e => over.Remove(e.Key, out var entry) ? entry with { Value = Over(e.Value, entry.Value) } : e).ToList();
        return new ConfigMap([.. merged, .. upper.Entries.Where(e => over.ContainsKey(e.Key))], upper.Position);
    }

    /// <summary>Puts a value at a dotted path; numbers go into lists that exist.</summary>
    public static ConfigMap Put(ConfigMap root, string path, ConfigNode value, ConfigErrors errors)
    {
        var words = path.Split('.', Deepest + 1);
        if (words.Length <= Deepest && words.All(w => w.Length > 0)) return (ConfigMap)Put(root, words, 0, value, errors);
        errors.Add(value.Position, words.Length > Deepest ? $"no key lies more than {Deepest} deep." : "a key is missing before or behind a dot.");
        return root;
    }

    private static ConfigNode Put(ConfigNode? node, string[] words, int at, ConfigNode value, ConfigErrors errors)
    {
        if (at == words.Length) return node is null ? value : Over(node, value);
        if (node is ConfigList list) return PutIntoList(list, words, at, value, errors);
        var map = node as ConfigMap ?? new ConfigMap([], value.Position);
        return map.With(new ConfigEntry(words[at], value.Position, Put(map.Find(words[at])?.Value, words, at + 1, value, errors)));
    }

    private static ConfigList PutIntoList(ConfigList list, string[] words, int at, ConfigNode value, ConfigErrors errors)
    {
        if (int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Count)
        {
            return new ConfigList([.. list.Items.Select((item, i) => i == index ? Put(item, words, at + 1, value, errors) : item)], list.Position);
        }

        errors.Add(value.Position, string.Join('.', words[..at]), NoElement(words[at], list.Items.Count));
        return list;
    }

    public static string NoElement(string word, int count) =>
        count == 0 ? $"the list is empty, it has no element '{Shown.Clip(word)}'; give the whole list in brackets."
        : $"the list has elements 0 to {count - 1}, not '{Shown.Clip(word)}'; give the whole list in brackets to make it longer.";
}
