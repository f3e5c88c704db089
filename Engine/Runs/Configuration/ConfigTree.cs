namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What was given, merged, before a schema has looked at it. Mistakes that need no schema wait here, to be told with the others.</summary>
public sealed class ConfigTree
{
    internal ConfigTree(ConfigMap root, ConfigErrors errors)
    {
        Root = root;
        Errors = errors;
    }

    public ConfigMap Root { get; }

    internal ConfigErrors Errors { get; }
}
