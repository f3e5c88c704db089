using System.Text.Json;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs;

/// <summary>The files of one run.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>The run's name: its folder's.</summary>
    public string Run => System.IO.Path.GetFileName(Path);

    public string Config => System.IO.Path.Combine(Path, "config.yaml");

    public string Manifest => System.IO.Path.Combine(Path, "manifest.json");

    public string Database => System.IO.Path.Combine(Path, "run.db");

    /// <summary>The texts that the run was begun with, as it read them.</summary>
    public string Prompts => System.IO.Path.Combine(Path, "prompts");

    /// <summary>The people that the run was begun with, where they came from a table.</summary>
    public string People => System.IO.Path.Combine(Path, "people.csv");

    /// <summary>What trait units were in raw doses when the run began; only where dose cards said it.</summary>
    public string Doses => System.IO.Path.Combine(Path, "doses.json");

    /// <summary>Files that settings name, by the setting's path, as they were when the run began.</summary>
    public string Inputs => System.IO.Path.Combine(Path, "inputs");

    public string Log => System.IO.Path.Combine(Path, "log.txt");

    /// <summary>Makes the folder of a new run; a name that is taken is refused.</summary>
    /// <param name="config">What is written as its configuration: whoever writes it first has the name.</param>
    public static RunFolder Create(string root, string run, string config)
    {
        if (run.Length is 0 or > 100 || run.StartsWith('.') || run.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))) throw new InputException($"'{run}' is no name for a run: letters, digits, '.', '-' and '_', at most 100 of them, not beginning with a dot.");
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, run));
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new InputException($"The run '{run}' exists already in {root}: go on with it by `persim resume {run}`, or take another name with --run-id.");
        Directory.CreateDirectory(path);
        var folder = new RunFolder(path);
        try
        {
            using var file = new FileStream(folder.Config, FileMode.CreateNew, FileAccess.Write);
            file.Write(System.Text.Encoding.UTF8.GetBytes(config));
        }
        catch (IOException) when (File.Exists(folder.Config))
        {
            throw new InputException($"The run '{run}' was begun by somebody else in this moment: take another name with --run-id.");
        }

        return folder;
    }

    /// <summary>The name, or the name with the first number that is free.</summary>
    public static string Free(string root, string run)
    {
        var name = run;
        for (var n = 2; Directory.Exists(System.IO.Path.Combine(root, name)); n++) name = $"{run}-{n}";
        return name;
    }

    /// <summary>The folder of a run, by its name or by its path.</summary>
    public static RunFolder Find(string root, string run)
    {
        foreach (var path in new[] { System.IO.Path.Combine(root, run), run })
        {
            if (run.Length > 0 && File.Exists(System.IO.Path.Combine(path, "manifest.json"))) return new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
        }

        var known = All(root).Select(f => f.Run).ToList();
        var meant = Nearest.Of(run, known) is { } nearest ? $" Did you mean {nearest}?" : "";
        var there = known.Count == 0 ? $"There are none yet in {root}" : $"{root} has {string.Join(", ", known.TakeLast(10))}";
        throw new InputException($"There is no run '{run}'.{meant} {there}; `persim run CONFIG` starts one.");
    }

    public static IReadOnlyList<RunFolder> All(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Where(d => File.Exists(System.IO.Path.Combine(d, "manifest.json"))).Order(StringComparer.Ordinal).Select(d => new RunFolder(d))]
        : [];

    public RunManifest ReadManifest()
    {
        try
        {
            return RunManifest.Read(File.ReadAllText(Manifest));
        }
        catch (JsonException e)
        {
            throw new InputException($"{Manifest} is not a run's manifest ({e.Message}): it was changed by hand or comes from another version of persim. The run's answers are in {Database} and were not touched.");
        }
    }

    /// <summary>Replaces the manifest in one step: whoever reads sees the old one or the new one.</summary>
    public void WriteManifest(RunManifest manifest)
    {
        var draft = Manifest + ".new";
        File.WriteAllText(draft, manifest.Write());
        File.Move(draft, Manifest, overwrite: true);
    }
}
