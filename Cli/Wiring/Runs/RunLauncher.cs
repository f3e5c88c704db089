using System.Security.Cryptography;
using System.Text;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Starts runs and goes on with them: folder, store, minds, study, manifest.</summary>
internal sealed class RunLauncher(TextWriter error, CancellationToken cancellation)
{
    /// <summary>A new run of a configuration, from its start or from a tick of another run.</summary>
    public RunManifest Start(BoundConfig bound, RunRequest request, string? runId, string name, RunPoint? from, Func<RunFolder, MindMap, IRunWatcher?> watch)
    {
        var config = bound.As<RunConfig>();
        var root = RunPlaces.Root(config);
        var text = RunSecrets.Without(ConfigText.Canonical(bound), config);
        // whatever can be wrong with minds and study is found before anything is written
        using var minds = RunMinds.Make(config, request, store: null, before: null, error, cancellation);
        var parts = RunParts.Make(bound, request.Prompts, minds.VectorHashes);
        var begin = from is null ? null : RunPoints.State(from, parts.Study.StateVersion, error, cancellation);
        if (begin is not null && begin.Tick + 1 >= config.Ticks) throw new InputException($"{from!.Folder.Run} has lived {begin.Tick + 1} ticks at that point, and this configuration ends after {config.Ticks}: give it more (--ticks {begin.Tick + 1 + config.Ticks}).");
        var folder = RunFolder.Create(root, runId ?? RunFolder.Free(root, $"{name}-{config.Persona.Arm.ToString().ToLowerInvariant()}-{config.Seed}"));
        File.WriteAllText(folder.Config, text);
        using var store = RunPlaces.OpenNew(folder, config);
        if (begin is not null) store.CommitStart(begin);
        var manifest = new RunManifest(folder.Run, config.Study, config.Seed, config.Population, config.Persona.Arm.ToString().ToLowerInvariant(), config.Ticks)
        {
            Persim = ProgramVersion.Text,
            StateVersion = parts.Study.StateVersion,
            Created = TimeProvider.System.GetUtcNow(),
            ConfigHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            Vectors = minds.VectorHashes,
            Minds = RunPlaces.Sorted(minds.Map.All.Select(m => (m.Name, m.Mind!.Description))),
            Pages = RunPlaces.Sorted(minds.Map.All.Select(m => (m.Name, m.PageSize))),
            From = begin is null ? null : new RunOrigin(from!.Folder.Run, begin.Tick, begin.EventHash),
            TicksDone = begin is null ? 0 : begin.Tick + 1,
        };
        folder.WriteManifest(manifest);
        return Session(folder, parts, minds.Map, store).Run(manifest, Plan(config, config.Ticks), watch(folder, minds.Map), cancellation);
    }

    /// <summary>Goes on with a run that was killed, stopped or failed, or with a finished one past its end.</summary>
    public RunManifest Resume(RunFolder folder, string? ticks, IReadOnlyList<string> sets, Func<RunFolder, long, MindMap, IRunWatcher?> watch)
    {
        var manifest = folder.ReadManifest();
        var bound = RunPlaces.Config(folder, sets);
        var config = bound.As<RunConfig>();
        var until = ticks is null ? manifest.Ticks : RunPoints.Ticks(ticks, manifest);
        if (until <= manifest.TicksDone && manifest.Status == RunStatus.Finished) throw new InputException($"The run {folder.Run} is finished: {manifest.TicksDone} ticks. Let it go on with `persim resume {folder.Run} --ticks +100`.");
        using var store = RunPlaces.Open(folder, config);
        var request = new RunRequest(Mock: manifest.Minds.Values.All(m => m.Kind == "rule"));
        using var minds = RunMinds.Make(config, request, store, manifest, error, cancellation);
        var parts = RunParts.Make(bound, null, minds.VectorHashes);
        RunSession.RequireEqualPrompts(manifest, parts.Prompts);
        var changes = RunPlaces.Changes(manifest, minds);
        foreach (var change in changes) error.WriteLine($"persim: note: not as when the run began: {change}; the answers so far stay, new ones may differ from what they would have been.");
        manifest = manifest with { Ticks = until, Resumed = [.. manifest.Resumed, new RunResumption(manifest.TicksDone, TimeProvider.System.GetUtcNow(), changes)] };
        return Session(folder, parts, minds.Map, store).Run(manifest, Plan(config, until), watch(folder, until, minds.Map), cancellation);
    }

    private static TickPlan Plan(RunConfig config, long ticks) => new(ticks) { CheckpointEvery = config.Record.CheckpointEvery, KeepPrompts = config.Record.Prompts };

    private static RunSession Session(RunFolder folder, RunParts parts, MindMap minds, IRunStore store) => new(folder, parts.Study, parts.Treatment, minds, store, parts.Prompts, TimeProvider.System);
}
