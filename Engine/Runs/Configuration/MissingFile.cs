using PersonaSim.Native;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What to say about a configuration file that is not there.</summary>
internal static class MissingFile
{
    private const int Most = 20;

    public static string Describe(string path, string shown)
    {
        var isFolder = Directory.Exists(path);
        var folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var what = isFolder ? $"{shown} is a folder, not a file" : $"there is no file {shown}";
        if (!Directory.Exists(folder)) return $"{what}, nor its folder.";
        var there = Yaml(folder);
        if (there.Count == 0) return $"{what}; no .yaml file is {(isFolder ? "in it" : "there")}.";
        var wanted = isFolder ? "" : Path.GetFileName(path);
        var nearest = Nearest.Of(wanted, there) ?? Nearest.Of(wanted + ".yaml", there);
        var more = there.Count > Most ? $" and {there.Count - Most} more" : "";
        return $"{what}{(nearest is null ? "." : $"; did you mean {nearest}?")} The .yaml files there: {string.Join(", ", there.Take(Most))}{more}.";
    }

    private static List<string> Yaml(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(f => Path.GetExtension(f) is ".yaml" or ".yml").Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // the message about the file is what matters
        }
    }
}
