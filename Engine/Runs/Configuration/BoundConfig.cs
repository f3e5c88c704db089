namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>A configuration as records: the root, and its sections by name.</summary>
public sealed class BoundConfig
{
    internal BoundConfig(ConfigSchema schema, object root, IReadOnlyDictionary<string, object> sections)
    {
        Schema = schema;
        Root = root;
        Sections = sections;
    }

    public ConfigSchema Schema { get; }

    public object Root { get; }

    public IReadOnlyDictionary<string, object> Sections { get; }

    public T As<T>() => (T)Root;

    public T Section<T>(string name) => (T)Sections[name];
}
