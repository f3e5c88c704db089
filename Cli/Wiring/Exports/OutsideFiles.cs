using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Studies.Reputation;

namespace PersonaSim.Cli.Wiring.Exports;

/// <summary>Settings of a run that name files which its folder has no copy of.</summary>
internal static class OutsideFiles
{
    /// <summary>The setting's path, and the file or folder.</summary>
    public static IReadOnlyDictionary<string, string> Of(BoundConfig bound)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (bound.Sections.Values.OfType<ReputationConfig>().FirstOrDefault()?.Personas is { Length: > 0 } personas && (File.Exists(personas) || Directory.Exists(personas))) files["reputation.personas"] = Path.GetFullPath(personas);
        return files;
    }
}
