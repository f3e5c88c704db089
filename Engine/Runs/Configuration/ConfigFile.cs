namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Reads configuration files: what a file extends, below the file, below the presets, below the settings.</summary>
public static class ConfigFile
{
    /// <summary>The top key that names the file below.</summary>
    public const string ExtendsKey = "extends";

    /// <param name="path">The file; what it extends is looked up from its own folder.</param>
    /// <param name="sets">Settings as <c>--set</c> takes them: <c>a.b=value</c>.</param>
    /// <param name="presets">Settings of other options, below those of <c>--set</c>.</param>
    public static ConfigTree Load(string path, IReadOnlyList<string>? sets = null, IReadOnlyList<ConfigPreset>? presets = null)
    {
        var errors = new ConfigErrors();
        return Finish(new ConfigChain(errors).Read(path), sets, presets, errors);
    }

    /// <summary>As <see cref="Load"/>, from text that is no file, such as the one kept with a run.</summary>
    public static ConfigTree Parse(string text, string name, IReadOnlyList<string>? sets = null, IReadOnlyList<ConfigPreset>? presets = null)
    {
        var errors = new ConfigErrors();
        return Finish(new ConfigChain(errors).Read(text, name), sets, presets, errors);
    }

    private static ConfigTree Finish(ConfigMap root, IReadOnlyList<string>? sets, IReadOnlyList<ConfigPreset>? presets, ConfigErrors errors)
    {
        foreach (var preset in presets ?? []) root = Apply(root, Shown.Clip(preset.Origin), preset.Path, preset.Value, errors);
        foreach (var set in sets ?? [])
        {
            var at = set.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) root = Apply(root, "--set " + Shown.Clip(set), set[..at].Trim(), set[(at + 1)..], errors);
            else errors.Add(ConfigPosition.OfSetting("--set " + Shown.Clip(set)), "a setting is KEY=VALUE, as in --set persona.mean=0.5");
        }

        return new ConfigTree(root, errors);
    }

    private static ConfigMap Apply(ConfigMap root, string origin, string path, string yaml, ConfigErrors errors)
    {
        var at = ConfigPosition.OfSetting(origin);
        var mistakes = new ConfigErrors();
        var value = YamlReader.Read(yaml, _ => at, mistakes);
        if (mistakes.Any)
        {
            errors.Take(mistakes);
            return root;
        }

        if (path.Split('.')[0] == ExtendsKey)
        {
            errors.Add(at, "what a file extends can only be said in the file.");
            return root;
        }

        return ConfigMerge.Put(root, path, value ?? ConfigScalar.Null(at), errors);
    }
}
