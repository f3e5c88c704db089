using System.Reflection;
using System.Text.Json;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Files that a study's settings name: a run copies them into its folder when it begins, so that what is edited later changes no replay.</summary>
internal static class InputFiles
{
    /// <summary>The settings that name a file or folder, and where that is: the run's copy, or the original where it has none.</summary>
    public static IReadOnlyDictionary<string, string> Of(BoundConfig bound, RunFolder? folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, settings) in bound.Sections)
        {
            foreach (var (key, property) in Keys(settings))
            {
                if (property.GetValue(settings) is not string { Length: > 0 } given) continue;
                var setting = $"{section}.{key}";
                var place = folder is null ? given : Path.Combine(folder.Inputs, setting);
                if (!Exists(place)) place = given;
                if (Exists(place)) files[setting] = Path.GetFullPath(place);
            }
        }

        return files;
    }

    /// <summary>A study's settings, with the run's copies in place of what they name.</summary>
    /// <param name="begins">Make the copies that are missing.</param>
    public static object Kept(BoundConfig bound, string section, RunFolder? folder, bool begins)
    {
        var settings = bound.Sections[section];
        if (folder is null) return settings;
        object? kept = null;
        foreach (var (key, property) in Keys(settings))
        {
            if (property.GetValue(settings) is not string { Length: > 0 } given) continue;
            var place = Path.Combine(folder.Inputs, $"{section}.{key}");
            if (begins && !Exists(place) && Exists(given)) Copy(given, place);
            if (!Exists(place)) continue;
            kept ??= settings.GetType().GetMethod("<Clone>$")!.Invoke(settings, [])!; // what `with` calls
            property.SetValue(kept, place);
        }

        return kept ?? settings;
    }

    private static IEnumerable<(string Key, PropertyInfo Property)> Keys(object settings) =>
        settings.GetType().GetProperties().Where(p => p.IsDefined(typeof(InputFileAttribute))).Select(p => (JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name), p));

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    // under another name first: a run that was killed here has no copy rather than a part of one
    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var draft = $"{to}.part-{Environment.ProcessId}";
        if (File.Exists(from))
        {
            File.Copy(from, draft, overwrite: true);
            File.Move(draft, to);
            return;
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var there = Path.Combine(draft, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(there)!);
            File.Copy(file, there, overwrite: true);
        }

        Directory.Move(draft, to);
    }
}
