using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Wiring;

/// <summary>The studies that this program was put together with: what a configuration may hold.</summary>
internal static class ConfigSections
{
    public static Type Root => typeof(RunConfig);

    /// <summary>The record of each study's own section, by the study's name.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>();

    public static ConfigCatalog Catalog { get; } = new(Root, Sections);
}
