namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>The keys that a configuration may have: those of a root record, and sections beside them.</summary>
public sealed class ConfigSchema
{
    private readonly RecordShape _root;
    private readonly SortedDictionary<string, RecordShape> _sections = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _others;

    private ConfigSchema(Type root, IReadOnlyDictionary<string, Type> sections, IReadOnlyList<string> others)
    {
        var wrong = new List<string>();
        _root = new RecordShape(root, [], wrong);
        foreach (var (name, type) in sections) _sections.Add(name, new RecordShape(type, [], wrong));
        _others = others;
        var top = _root.Keys("").Select(k => k.Path).ToHashSet();
        wrong.AddRange(sections.Keys.Append(ConfigFile.ExtendsKey).Where(top.Contains).Select(name => $"{root.Name} has a key '{name}', which is taken"));
        wrong.AddRange(sections.Keys.Where(name => ScalarText.SnakeCase(name) != name).Select(name => $"the section '{name}' is not in snake_case"));
        if (wrong.Count > 0) throw new ArgumentException($"{root.Name} cannot be configured: {string.Join("; ", wrong)}.");
        Keys = [.. _root.Keys(""), .. _sections.SelectMany(s => s.Value.Keys(s.Key))];
    }

    /// <summary>Every key in the order of declaration, the sections' last.</summary>
    public IReadOnlyList<ConfigKey> Keys { get; }

    /// <summary>A schema; throws for types that are not fit for one, such as a property without a sentence.</summary>
    /// <param name="root">The record of the top level.</param>
    /// <param name="sections">Records under keys of their own.</param>
    /// <param name="others">Keys that are sections of something else, for the message when one is found.</param>
    public static ConfigSchema Of(Type root, IReadOnlyDictionary<string, Type>? sections = null, IReadOnlyList<string>? others = null) =>
        new(root, sections ?? new Dictionary<string, Type>(), others ?? []);

    /// <summary>The records of a tree; throws one message with every mistake.</summary>
    public BoundConfig Bind(ConfigTree tree)
    {
        var errors = new ConfigErrors();
        errors.Take(tree.Errors);
        var bound = Bind(tree, errors);
        errors.ThrowIfAny();
        return bound;
    }

    internal BoundConfig Bind(ConfigTree tree, ConfigErrors errors)
    {
        var binding = new Binding(errors, [.. _sections.Keys, ConfigFile.ExtendsKey], _others, Elsewhere);
        var root = _root.Bind(tree.Root.Without(_sections.ContainsKey), null, "", binding)!;
        var sections = _sections.ToDictionary(s => s.Key, s => s.Value.Bind(tree.Root.Find(s.Key)?.Value ?? new ConfigMap([], tree.Root.Position), null, s.Key, binding)!);
        return new BoundConfig(this, root, sections);
    }

    /// <summary>Records made elsewhere, in the containers that compare by content.</summary>
    public BoundConfig Wrap(object root, IReadOnlyDictionary<string, object>? sections = null)
    {
        var binding = new Binding(new ConfigErrors(), [], [], Elsewhere);
        return new BoundConfig(this, _root.Bind(null, root, "", binding)!, _sections.ToDictionary(s => s.Key, s => s.Value.Bind(null, sections?.GetValueOrDefault(s.Key) ?? s.Value.Default, s.Key, binding)!));
    }

    internal ConfigMap Write(BoundConfig bound)
    {
        var root = (ConfigMap)_root.Write(bound.Root, null);
        return new ConfigMap([.. root.Entries, .. _sections.Select(s => new ConfigEntry(s.Key, default, s.Value.Write(bound.Sections[s.Key], null)))], default);
    }

    private IReadOnlyList<string> Elsewhere(string name) => [.. Keys.Select(k => k.Path).Where(p => p.EndsWith("." + name, StringComparison.Ordinal)).Take(3)];
}
