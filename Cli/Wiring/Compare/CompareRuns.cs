using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>The runs of a comparison: makes those that are missing, goes on with those that were stopped, reads those that are finished.</summary>
internal sealed class CompareRuns(ComparePlan plan, CompareFolder folder, RunRequest request, IReadOnlyList<string> sets, TextWriter error, CancellationToken cancellation)
{
    // what a run that was killed before it had a manifest may have left
    private static readonly string[] _leftovers = ["config.yaml", "people.csv", "log.txt"];

    /// <summary>All places of the plan, seed by seed, so that pairs are whole early.</summary>
    private IEnumerable<(ComparedArm Arm, ulong Seed, string Run)> Places => plan.Seeds.SelectMany(seed => plan.Arms.Select(arm => (arm, seed, $"{folder.Name}-{arm.Id}-{seed}")));

    /// <summary>Refuses, before anything runs, arms that these minds cannot have.</summary>
    public void RequireArms()
    {
        foreach (var arm in plan.Arms) CompareArms.Require(arm, plan.Config, request);
    }

    /// <summary>Makes every run that is not finished.</summary>
    /// <returns>False: it was cancelled.</returns>
    public bool Make()
    {
        using var models = new ModelShelf();
        var places = Places.ToList();
        using var line = new ProgressLine(error, folder.Name, places.Count * plan.Config.Ticks);
        var launcher = new RunLauncher(error, cancellation, models);
        for (var i = 0; i < places.Count; i++)
        {
            if (cancellation.IsCancellationRequested) return false;
            var (arm, seed, run) = places[i];
            var watcher = new CompareWatcher(line, i * plan.Config.Ticks);
            if (Go(launcher, arm, seed, run, watcher) is { Status: not RunStatus.Finished, Stopped: null }) return false; // its user stopped it
        }

        return true;
    }

    /// <summary>How many runs are finished.</summary>
    public int Finished() => Places.Count(p => File.Exists(Path.Combine(folder.Path, p.Run, "manifest.json")) && RunFolder.Find(folder.Path, p.Run).ReadManifest().Status == RunStatus.Finished);

    // null: it was finished
    private RunManifest? Go(RunLauncher launcher, ComparedArm arm, ulong seed, string run, CompareWatcher watcher)
    {
        var bound = plan.Of(arm, seed, Folders.BelowRoot(folder.Path));
        var path = Path.Combine(folder.Path, run);
        if (!File.Exists(Path.Combine(path, "manifest.json")))
        {
            Clear(path);
            return launcher.Start(bound, request with { Like = First() }, run, run, from: null, (_, _) => watcher);
        }

        var there = RunFolder.Find(folder.Path, run);
        CompareChecks.RequireConfig(there, bound);
        var manifest = there.ReadManifest();
        if (manifest.Status == RunStatus.Finished) return null;
        return launcher.Resume(there, ticks: null, [.. sets.Where(CompareChecks.IsFree)], (_, _, _) => watcher);
    }

    // the first run of the plan measures for all
    private RunManifest? First()
    {
        var first = Places.First().Run;
        return File.Exists(Path.Combine(folder.Path, first, "manifest.json")) ? RunFolder.Find(folder.Path, first).ReadManifest() : null;
    }

    private static void Clear(string path)
    {
        if (!Directory.Exists(path)) return;
        var strange = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e)).FirstOrDefault(e => !_leftovers.Contains(e) && e != "prompts" && !e.StartsWith("run.", StringComparison.Ordinal) && !e.StartsWith("manifest.json", StringComparison.Ordinal));
        if (strange is not null) throw new InputException($"{Folders.Show(path)} has no manifest and holds {strange}, which no run leaves: move it away, the run is then begun anew.");
        Directory.Delete(path, recursive: true);
    }

    /// <summary>Each run as it stands, with its numbers where it is finished.</summary>
    public IReadOnlyList<ComparedRun> Read()
    {
        var places = Places.ToList();
        var read = new List<ComparedRun>();
        var checks = new CompareChecks();
        using var line = new ProgressLine(error, "reading " + folder.Name, places.Count);
        foreach (var (arm, seed, run) in places)
        {
            cancellation.ThrowIfCancellationRequested();
            read.Add(Read(arm, seed, run, checks));
            line.Advance();
        }

        Notes = checks.Notes;
        return read;
    }

    /// <summary>What the last reading noticed and nobody need act upon.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>What the dose cards said to the runs; a placebo is dosed by the same ones.</summary>
    public IReadOnlyList<TraitCurves> Curves()
    {
        var with = Places.Select(p => Path.Combine(folder.Path, p.Run)).Where(path => File.Exists(Path.Combine(path, "manifest.json"))).Select(path => RunFolder.Find(folder.Path, Path.GetFileName(path))).FirstOrDefault(r => File.Exists(r.Doses));
        return with is null ? [] : DoseCurves.Of(DoseTable.Read(with.Doses));
    }

    private ComparedRun Read(ComparedArm arm, ulong seed, string run, CompareChecks checks)
    {
        if (!File.Exists(Path.Combine(folder.Path, run, "manifest.json"))) return new ComparedRun(run, arm.Name, seed, "missing", "not begun", 0, null, null);
        var there = RunFolder.Find(folder.Path, run);
        CompareChecks.RequireConfig(there, plan.Of(arm, seed, Folders.BelowRoot(folder.Path)));
        var manifest = there.ReadManifest();
        checks.RequireEqual(manifest, arm);
        if (manifest.Status != RunStatus.Finished) return new ComparedRun(run, arm.Name, seed, manifest.Status.ToString().ToLowerInvariant(), manifest.Reason, RunPlaces.TicksDone(there), null, null);
        var parts = RunParts.Make(RunPlaces.Config(there, []), there, vectorHashes: manifest.Vectors);
        using var store = RunPlaces.OpenRead(there, parts.Config);
        return new ComparedRun(run, arm.Name, seed, "finished", "", manifest.TicksDone, manifest.EventHash, OutcomeReader.Read(store, People(parts), seed));
    }

    /// <summary>The people of a run as outcomes are read by.</summary>
    public static ComparedPeople People(RunParts parts)
    {
        var people = parts.People.People;
        return new ComparedPeople(
            parts.People.Names, Traits.Letters, [.. people.Select(p => Traits.Letters.Select(l => p.Traits[l]).ToArray())],
            [.. people.Select(p => parts.Treatment.Borrowed.Select(from => p.Traits[from]).ToArray())], [.. people.Select(p => ComparedArm.Word(parts.Treatment.ArmOf(p.Name)))]);
    }
}
