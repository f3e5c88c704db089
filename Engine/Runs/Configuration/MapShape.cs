namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Values of one shape under names of the user's choice.</summary>
internal sealed class MapShape(Type type, ValueShape element) : ValueShape(type)
{
    private const int LongestName = 100; // a YAML parser looks for the colon behind a key only so far

    public ValueShape Element => element;

    public override string Name => "names of your choice, each " + (element is RecordShape ? "with keys" : element.Name);

    public override object? Bind(ConfigNode? node, object? fallback, string path, Binding binding)
    {
        var before = Entries(fallback);
        if (node is not (null or ConfigMap or ConfigScalar { IsNull: true }))
        {
            binding.Errors.Add(node.Position, path, $"found {Shown.Of(node)}, expected names with values.");
            return fallback;
        }

        var given = (node as ConfigMap)?.Entries ?? [];
        var result = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in before.Where(b => given.All(g => g.Key != b.Key))) result[name] = element.Bind(null, value, $"{path}.{name}", binding)!;
        foreach (var entry in given)
        {
            if (entry.Key.Length is 0 or > LongestName || entry.Key.Any(char.IsControl)) binding.Errors.Add(entry.Position, path, $"'{Shown.Clip(entry.Key)}' is no name: it must have 1 to {LongestName} characters, none of them a control character.");
            else if (entry.Value is ConfigScalar { IsNull: true }) continue; // removes what was inherited
            else if (element.Bind(entry.Value, before.GetValueOrDefault(entry.Key), $"{path}.{entry.Key}", binding) is { } value) result[entry.Key] = value;
        }

        var typed = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element.Type))!;
        foreach (var (name, value) in result) typed.Add(name, value);
        return Activator.CreateInstance(typeof(ValueMap<>).MakeGenericType(element.Type), typed);
    }

    public override ConfigNode Write(object value, object? fallback)
    {
        var before = Entries(fallback);
        var now = Entries(value);
        return new ConfigMap([.. now.Keys.Union(before.Keys).Order(StringComparer.Ordinal).Select(name => new ConfigEntry(name, default,
            now.TryGetValue(name, out var there) ? element.Write(there, before.GetValueOrDefault(name)) : ConfigScalar.Null()))], default);
    }

    public override IEnumerable<ConfigKey> Keys(string path) => element.Keys(path + ".NAME");

    private static Dictionary<string, object> Entries(object? map) =>
        map is null ? [] : ((System.Collections.IEnumerable)map).Cast<object>().ToDictionary(
            pair => (string)pair.GetType().GetProperty("Key")!.GetValue(pair)!,
            pair => pair.GetType().GetProperty("Value")!.GetValue(pair)!);
}
