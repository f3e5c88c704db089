using System.Text.Json;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>The files of a comparison: compare.json, the shared configuration, a folder for each run, result.json. One process at a time.</summary>
internal sealed class CompareFolder : IDisposable
{
    public const string ManifestName = "compare.json";
    public const string ResultName = "result.json";
    public const string PageName = "report.html";

    private static readonly JsonSerializerOptions _read = new(Json.Options) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private FileStream? _held;

    private CompareFolder(string path) => Path = path;

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public string Result => System.IO.Path.Combine(Path, ResultName);

    public string Page => System.IO.Path.Combine(Path, PageName);

    private string ManifestPath => System.IO.Path.Combine(Path, ManifestName);

    public string ConfigPath => System.IO.Path.Combine(Path, "config.yaml");

    /// <summary>The comparison of a name below the runs, or of a path; null: there is none.</summary>
    public static CompareFolder? Find(string nameOrPath)
    {
        return new[] { System.IO.Path.Combine(Folders.Runs, nameOrPath), nameOrPath }.Select(p => new CompareFolder(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(p)))).FirstOrDefault(f => f.Exists);
    }

    /// <summary>The folder of a comparison by name, below the runs, or by path.</summary>
    public static CompareFolder At(string nameOrPath, string root)
    {
        var isName = nameOrPath.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && !nameOrPath.StartsWith('.');
        var path = System.IO.Path.TrimEndingDirectorySeparator(isName ? System.IO.Path.GetFullPath(nameOrPath, root) : System.IO.Path.GetFullPath(nameOrPath));
        var name = System.IO.Path.GetFileName(path);
        if (name.Length is 0 or > 60 || name.StartsWith('.') || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))) throw new InputException($"--out {nameOrPath}: '{name}' is no name for a comparison: letters, digits, '.', '-' and '_', at most 60 of them.");
        return new CompareFolder(path);
    }

    public bool Exists => File.Exists(ManifestPath);

    /// <summary>Makes the folder, or takes up one that holds a comparison; nobody else may write there until this is disposed.</summary>
    public void Take()
    {
        if (!Exists && Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any(e => System.IO.Path.GetFileName(e) is not ("compare.lock" or "config.yaml"))) throw new InputException($"{Folders.Show(Path)} exists and is no comparison ({ManifestName} is missing): take another folder with --out.");
        Directory.CreateDirectory(Path);
        try
        {
            _held = new FileStream(System.IO.Path.Combine(Path, "compare.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (Directory.Exists(Path))
        {
            throw new InputException($"The comparison {Name} is being made by another process: wait for its end or stop it. persim compare CONFIG --no-runs reports on what is finished.", e);
        }
    }

    /// <summary>Writes what the comparison is; the manifest comes last, so that whoever finds one finds all.</summary>
    public CompareManifest Begin(CompareManifest manifest, BoundConfig shared)
    {
        Replace(ConfigPath, ConfigText.Canonical(shared));
        Replace(ManifestPath, manifest.Write());
        return manifest;
    }

    public CompareManifest ReadManifest()
    {
        try
        {
            return CompareManifest.Read(File.ReadAllText(ManifestPath));
        }
        catch (JsonException e)
        {
            throw new InputException($"{ManifestPath} is not a comparison's manifest ({e.Message}): it was changed by hand or comes from another version of persim.");
        }
    }

    /// <summary>Refuses to go on with another configuration than the one that all runs so far have.</summary>
    public void RequireEqual(BoundConfig shared, ConfigCatalog catalog)
    {
        var begun = catalog.Bind(ConfigFile.Load(ConfigPath));
        var other = ConfigDiff.Between(begun, shared);
        if (other.Count > 0) throw new InputException($"The comparison {Name} was begun with another configuration: {string.Join("; ", other.Take(5).Select(d => $"{d.Path} was {d.Left ?? "nothing"} and is now {d.Right ?? "nothing"}"))}. Its runs could not be compared with new ones: restore the configuration, or take another folder with --out.");
    }

    /// <summary>What the last command that made runs came to.</summary>
    public ComparisonResult ReadResult()
    {
        if (!File.Exists(Result)) throw new InputException($"The comparison {Name} has no result yet: the persim compare command that began it goes on with it, and with --no-runs --page FILE it makes a page of what is finished so far.");
        try
        {
            return JsonSerializer.Deserialize<ComparisonResult>(File.ReadAllText(Result), _read) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new InputException($"{Folders.Show(Result)} is not the result of a comparison ({e.Message.TrimEnd('.')}): it was changed by hand or comes from another version of persim. The persim compare command that made it writes it anew and repeats no run.");
        }
    }

    public void WriteResult(ComparisonResult result) => Replace(Result, JsonSerializer.Serialize(result, Json.Options).ReplaceLineEndings("\n") + "\n");

    public void Dispose() => _held?.Dispose();

    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
