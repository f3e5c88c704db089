using System.Security.Cryptography;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Where runs lie, and how their configuration and store are opened again.</summary>
internal static class RunPlaces
{
    public static string Root(RunConfig config) => Path.GetFullPath(config.Output.Root, Folders.Root);

    /// <summary>A run by name, in the runs folder, or by path.</summary>
    public static RunFolder Find(string run) => RunFolder.Find(Folders.Runs, run);

    /// <summary>The configuration that a run keeps; only settings that no answer depends on may be changed.</summary>
    public static BoundConfig Config(RunFolder folder, IReadOnlyList<string> sets)
    {
        foreach (var set in sets)
        {
            var key = set.Split('=')[0].Trim();
            if (!_free.Any(f => key.StartsWith(f, StringComparison.Ordinal)) && !(key.StartsWith("minds.", StringComparison.Ordinal) && (key.Contains(".caps", StringComparison.Ordinal) || key.EndsWith(".endpoint", StringComparison.Ordinal) || key.EndsWith(".prices", StringComparison.Ordinal)))) throw new InputException($"--set {key}: a run goes on with the configuration that it began with; only record, minds.*.caps, minds.*.prices and minds.*.endpoint may change. Start a new run from a tick of this one: persim run CONFIG --from {folder.Run}@TICK --set {set}");
        }

        if (!File.Exists(folder.Config)) throw new InputException($"{folder.Config} is gone: a run cannot be read without its configuration.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.Config)));
        if (folder.ReadManifest().ConfigHash is { Length: > 0 } begun && begun != hash) throw new InputException($"{Folders.Show(folder.Config)} was changed since the run began ({hash[..12]}, and the manifest says {begun[..12]}): a run goes on with the configuration that it began with. Restore it; to change something, start a new run from a tick of this one (persim run CONFIG --from {folder.Run}@TICK).");
        RequireDoses(folder);
        return Studies.Catalog.Bind(ConfigFile.Load(folder.Config, sets));
    }

    // what a dose of a trait was belongs to the run's beginning as its configuration does
    private static void RequireDoses(RunFolder folder)
    {
        var begun = folder.ReadManifest().DosesHash;
        var now = File.Exists(folder.Doses) ? DoseTable.HashOf(File.ReadAllText(folder.Doses)) : null;
        if (begun != now) throw new InputException($"{Folders.Show(folder.Doses)} {(now is null ? "is gone" : begun is null ? "was added since the run began" : $"was changed since the run began ({now[..12]}, and the manifest says {begun[..12]})")}: it holds what trait units are in raw doses, and a run goes on with the doses that it began with. {(begun is null ? "Remove it." : "Restore it.")}");
    }

    public static IRunStore OpenNew(RunFolder folder, RunConfig config) => config.Store is { } server ? PostgresRunStore.Create(server, folder.Run) : SqliteRunStore.Create(folder.Path);

    public static IRunStore Open(RunFolder folder, RunConfig config)
    {
        if (config.Store is null && !File.Exists(folder.Database)) throw new InputException($"{folder.Database} is gone: the run's answers were in it. Start the run again: persim run {Folders.Show(folder.Config)}");
        return config.Store is { } server ? PostgresRunStore.Open(server, folder.Run) : SqliteRunStore.Open(folder.Path);
    }

    public static IRunStore OpenRead(RunFolder folder, RunConfig config) => config.Store is { } server ? PostgresRunStore.OpenRead(server, folder.Run) : SqliteRunStore.OpenRead(folder.Path);

    /// <summary>Complete ticks of a run, also of one that was killed before it could say so.</summary>
    public static long TicksDone(RunFolder folder)
    {
        var manifest = folder.ReadManifest();
        if (manifest.Status == RunStatus.Finished) return manifest.TicksDone;
        using var store = OpenRead(folder, Config(folder, []).As<RunConfig>());
        return Math.Max(manifest.TicksDone, store.Last?.Id.Tick ?? 0); // the last step's own tick may lack its later phases
    }

    /// <summary>What of the minds is not as the manifest has it.</summary>
    public static IReadOnlyList<string> Changes(RunManifest manifest, RunMinds minds)
    {
        var changes = new List<string>();
        foreach (var mind in minds.Map.All)
        {
            if (manifest.Minds.GetValueOrDefault(mind.Name) is not { } before) continue;
            foreach (var (name, value) in mind.Mind!.Description.Settings)
            {
                if (before.Settings.GetValueOrDefault(name) is { } known && known != value && name != "flash_measured") changes.Add($"{mind.Name}.{name} is {value} and was {known}");
            }
        }

        foreach (var (name, hash) in minds.VectorHashes)
        {
            if (manifest.Vectors.GetValueOrDefault(name) is { } known && known != hash) changes.Add($"the direction {name} is {hash[..12]} and was {known[..12]}");
        }

        foreach (var (name, known) in manifest.Cards)
        {
            if (minds.CardHashes.GetValueOrDefault(name) is var card && card != known) changes.Add($"the dose card of {name} is {card?[..12] ?? "gone"} and was {known[..12]} (trait units stay the raw doses that they were)");
        }

        return changes;
    }

    public static SortedDictionary<string, T> Sorted<T>(IEnumerable<(string Name, T Value)> items)
    {
        var sorted = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in items) sorted[name] = value;
        return sorted;
    }

    private static readonly string[] _free = ["record."];
}
