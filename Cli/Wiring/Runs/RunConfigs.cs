using System.CommandLine;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Finds a configuration and reads it with what the command line changes.</summary>
internal static class RunConfigs
{
    private const string Ending = ".yaml";

    /// <param name="more">Settings above all others, as --set takes them.</param>
    public static (BoundConfig Bound, string Path) Load(ParseResult parsed, string nameOrPath, IReadOnlyList<string>? more = null)
    {
        var path = Find(nameOrPath);
        string[] sets = [.. parsed.GetValue(RunOptions.Set) ?? [], .. more ?? []];
        var bound = Studies.Catalog.Bind(ConfigFile.Load(path, sets, RunOptions.Presets(parsed, study: null)));
        var study = bound.As<RunConfig>().Study;
        if (StudyOptions.Misplaced(parsed, study) is { } option) throw new InputException($"{option} belongs to another study; this configuration is of the study {study}.");
        return (Studies.Catalog.Bind(ConfigFile.Load(path, sets, RunOptions.Presets(parsed, study))), path);
    }

    /// <summary>What a run of a file is called.</summary>
    public static string NameOf(string path) => Path.GetFileName(path) == "config.yaml" ? Path.GetFileName(Path.GetDirectoryName(path)!) : Path.GetFileNameWithoutExtension(path);

    public static string Find(string nameOrPath)
    {
        var below = Path.Combine(Folders.Configs, nameOrPath + Ending);
        if (File.Exists(nameOrPath) || !File.Exists(below)) return File.Exists(nameOrPath) || nameOrPath.EndsWith(Ending, StringComparison.Ordinal) ? Path.GetFullPath(nameOrPath) : throw Unknown(nameOrPath);
        return below;
    }

    private static InputException Unknown(string name)
    {
        var known = Directory.Exists(Folders.Configs) ? Directory.EnumerateFiles(Folders.Configs, "*" + Ending).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList() : [];
        var meant = Nearest.Of(name, known) is { } nearest ? $" Did you mean {nearest}?" : "";
        return new InputException($"There is no configuration '{name}', neither as a file nor in {Folders.Show(Folders.Configs)}{(known.Count == 0 ? "" : " (which has " + string.Join(", ", known) + ")")}.{meant}");
    }
}
