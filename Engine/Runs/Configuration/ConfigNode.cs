namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A piece of YAML that knows where it was written. Immutable, so aliases share it.</summary>
public abstract class ConfigNode(ConfigPosition position)
{
    public ConfigPosition Position => position;

    /// <summary>Nodes below and including this one, aliases written out.</summary>
    internal abstract long Size { get; }
}

/// <summary>A single value; plain means without quotes.</summary>
public sealed class ConfigScalar(string text, bool isPlain, ConfigPosition position) : ConfigNode(position)
{
    public string Text => text;

    public bool IsPlain => isPlain;

    public bool IsNull => isPlain && text is ("" or "~" or "null" or "Null" or "NULL");

    internal override long Size => 1;

    internal static ConfigScalar Null(ConfigPosition position = default) => new("null", isPlain: true, position);
}

/// <summary>Values in an order.</summary>
public sealed class ConfigList(IReadOnlyList<ConfigNode> items, ConfigPosition position) : ConfigNode(position)
{
    public IReadOnlyList<ConfigNode> Items => items;

    internal override long Size { get; } = 1 + items.Sum(i => i.Size);
}

/// <summary>A key, where it stands, and what it holds.</summary>
public sealed record ConfigEntry(string Key, ConfigPosition Position, ConfigNode Value);

/// <summary>Values under keys, in the order in which they were written; no key twice.</summary>
public sealed class ConfigMap(IReadOnlyList<ConfigEntry> entries, ConfigPosition position) : ConfigNode(position)
{
    public IReadOnlyList<ConfigEntry> Entries => entries;

    public ConfigEntry? Find(string key) => entries.FirstOrDefault(e => e.Key == key);

    internal override long Size { get; } = 1 + entries.Sum(e => e.Value.Size);

    internal ConfigMap With(ConfigEntry entry) =>
        new(Find(entry.Key) is null ? [.. entries, entry] : [.. entries.Select(e => e.Key == entry.Key ? entry : e)], Position);

    internal ConfigMap Without(Func<string, bool> leaveOut) => new([.. entries.Where(e => !leaveOut(e.Key))], Position);
}
