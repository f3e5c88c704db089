using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>The root record and the section of each study, which bears the study's name.</summary>
public sealed class ConfigCatalog(Type root, IReadOnlyDictionary<string, Type> sections)
{
    /// <summary>The key of the root record that says which study a file is about.</summary>
    public const string StudyKey = "study";

    public Type Root => root;

    public IReadOnlyDictionary<string, Type> Sections => sections;

    /// <summary>The keys of one study's files; null: of every study's.</summary>
    public ConfigSchema SchemaFor(string? study)
    {
        if (study is null) return ConfigSchema.Of(root, sections);
        return sections.TryGetValue(study, out var section)
            ? ConfigSchema.Of(root, new Dictionary<string, Type> { [study] = section }, [.. Studies.Where(s => s != study)])
            : throw Nearest.Unknown("study", study, Studies);
    }

    /// <summary>The records of a tree, by the study that it names.</summary>
    public BoundConfig Bind(ConfigTree tree)
    {
        var study = tree.Root.Find(StudyKey)?.Value;
        if (study is ConfigScalar { Text: var name } && sections.ContainsKey(name)) return SchemaFor(name).Bind(tree);
        // no study to go by: say so, with whatever else is wrong at the top
        var errors = new ConfigErrors();
        errors.Take(tree.Errors);
        if (study is ConfigScalar { IsNull: false }) errors.Add(study.Position, StudyKey, Unknown((ConfigScalar)study));
        var bound = ConfigSchema.Of(root, sections).Bind(tree, errors);
        errors.ThrowIfAny();
        return bound;
    }

    private List<string> Studies => [.. sections.Keys.Order(StringComparer.Ordinal)];

    private string Unknown(ConfigScalar study) =>
        Nearest.Of(study.Text, Studies) is { } near ? $"there is no study {Shown.Of(study)}, did you mean {near}? Known: {string.Join(", ", Studies)}."
        : $"there is no study {Shown.Of(study)}. Known: {(sections.Count == 0 ? "none yet" : string.Join(", ", Studies))}.";
}
