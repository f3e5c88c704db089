using System.Security.Cryptography;
using System.Text;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Starts runs and goes on with them: folder, store, minds, study, manifest.</summary>
/// <param name="models">Models that outlive a run; null: each run loads its own.</param>
internal sealed class RunLauncher(TextWriter error, CancellationToken cancellation, ModelShelf? models = null)
{
    /// <summary>A new run of a configuration, from its start or from a tick of another run.</summary>
    public RunManifest Start(BoundConfig bound, RunRequest request, string? runId, string name, RunPoint? from, Func<RunFolder, MindMap, IRunWatcher?> watch)
    {
        var config = bound.As<RunConfig>();
        var root = RunPlaces.Root(config);
        var text = RunSecrets.Without(ConfigText.Canonical(bound), config);
        // whatever can be wrong with minds and study is found before anything is written
        RequireAskedMinds(config);
        using var minds = RunMinds.Make(config, request with { Begins = true }, store: null, before: request.Like, error, cancellation, models);
        var trial = RunParts.Make(bound, prompts: request.Prompts, vectorHashes: minds.VectorHashes, cards: minds.Doses);
        RunDoses.Require(config, trial, minds.Doses, minds.Tried, error);
        var begin = from is null ? null : RunBranch.State(from, bound, error, cancellation);
        var folder = RunFolder.Create(root, runId ?? RunFolder.Free(root, $"{name}-{config.Persona.Arm.ToString().ToLowerInvariant()}-{config.Seed}"), text);
        IRunStore? store = null;
        try
        {
            store = RunPlaces.OpenNew(folder, config);
            if (begin is not null) store.CommitStart(begin);
            var parts = RunParts.Make(bound, folder, request.Prompts, begins: true, minds.VectorHashes, minds.VectorSizes, minds.Doses);
            var manifest = new RunManifest(folder.Run, config.Study, config.Seed, config.Population, config.Persona.Arm.ToString().ToLowerInvariant(), config.Ticks)
            {
                Persim = ProgramVersion.Text,
                StateVersion = trial.Study.StateVersion,
                Created = TimeProvider.System.GetUtcNow(),
                ConfigHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                Vectors = minds.VectorHashes,
                Cards = minds.CardHashes,
                DosesHash = minds.Doses is { } doses ? DoseTable.HashOf(doses.Write()) : null,
                Minds = RunPlaces.Sorted(minds.Map.All.Select(m => (m.Name, m.Mind!.Description))),
                Pages = RunPlaces.Sorted(minds.Map.All.Select(m => (m.Name, m.PageSize))),
                From = begin is null ? null : new RunOrigin(from!.Folder.Run, begin.Tick, begin.EventHash),
                TicksDone = begin is null ? 0 : begin.Tick + 1,
            };
            folder.WriteManifest(manifest);
            return Session(folder, parts, minds.Map, store).Run(manifest, Plan(config, config.Ticks), watch(folder, minds.Map), cancellation);
        }
        finally
        {
            store?.Dispose();
            // nothing was lived through: a name must not be taken by a run that cannot be resumed
            if (!File.Exists(folder.Manifest)) Directory.Delete(folder.Path, recursive: true);
        }
    }

    /// <summary>Goes on with a run that was killed, stopped or failed, or with a finished one past its end.</summary>
    public RunManifest Resume(RunFolder folder, string? ticks, IReadOnlyList<string> sets, Func<RunFolder, long, MindMap, IRunWatcher?> watch)
    {
        var bound = RunPlaces.Config(folder, sets);
        var config = bound.As<RunConfig>();
        using var store = RunPlaces.Open(folder, config); // from here on nobody else writes
        var manifest = folder.ReadManifest();
        manifest = manifest with { TicksDone = Math.Max(manifest.TicksDone, store.Last?.Id.Tick ?? 0) };
        var until = ticks is null ? manifest.Ticks : RunPoints.Ticks(ticks, manifest);
        if (until <= manifest.TicksDone && manifest.Status == RunStatus.Finished) throw new InputException($"The run {folder.Run} is finished: {manifest.TicksDone} ticks. Let it go on with `persim resume {folder.Run} --ticks +100`.");
        var request = new RunRequest(Mock: manifest.Minds.Values.All(m => m.Kind == "rule")) { People = File.Exists(folder.People) ? folder.People : null };
        using var minds = RunMinds.Make(config, request, store, manifest, error, cancellation, models);
        var parts = RunParts.Make(bound, folder, prompts: null, begins: true, minds.VectorHashes, minds.VectorSizes);
        RunSession.RequireEqualPrompts(manifest, parts.Prompts);
        var changes = RunPlaces.Changes(manifest, minds);
        foreach (var change in changes) error.WriteLine($"persim: note: not as when the run began: {change}; the answers so far stay, new ones may differ from what they would have been.");
        manifest = manifest with { Ticks = until, Resumed = [.. manifest.Resumed, new RunResumption(manifest.TicksDone, TimeProvider.System.GetUtcNow(), changes)] };
        return Session(folder, parts, minds.Map, store).Run(manifest, Plan(config, until), watch(folder, until, minds.Map), cancellation);
    }

    // a mind that is first asked at tick 100 would otherwise be missed there
    private static void RequireAskedMinds(RunConfig config)
    {
        var minds = RunMinds.Listed(config).Select(m => m.Key).ToList();
        if (config.Probes.ObserverEvery > 0 && !minds.Contains(config.Probes.ObserverMind)) throw new InputException($"probes.observer_mind is '{config.Probes.ObserverMind}', and minds has only {string.Join(", ", minds)}: name one of them, add it under minds, or set probes.observer_every=0.");
        if (!minds.Contains(MindMap.Default)) throw new InputException($"minds has only {string.Join(", ", minds)}; the study asks the mind '{MindMap.Default}': add it under minds.");
    }

    private static TickPlan Plan(RunConfig config, long ticks) => new(ticks) { CheckpointEvery = config.Record.CheckpointEvery, KeepPrompts = config.Record.Prompts };

    private static RunSession Session(RunFolder folder, RunParts parts, MindMap minds, IRunStore store) => new(folder, parts.Study, parts.Treatment, minds, store, parts.Prompts, TimeProvider.System);
}
