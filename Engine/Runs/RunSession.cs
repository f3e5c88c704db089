using System.Text.Json;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Engine.Runs;

/// <summary>A run in work: keeps the manifest true while a loop goes on.</summary>
public sealed class RunSession(RunFolder folder, IStudy study, ITreatment treatment, MindMap minds, IRunStore store, PromptLibrary prompts, TimeProvider clock)
{
    /// <summary>Runs to the manifest's last tick, or until something stops it. Faults are written into the manifest and thrown on.</summary>
    public RunManifest Run(RunManifest manifest, TickPlan plan, IRunWatcher? watcher, CancellationToken cancellation)
    {
        var loop = new TickLoop(study, treatment, minds, store, plan, watcher);
        manifest = Note(manifest with { Status = RunStatus.Running, Reason = "", Stopped = null, EventHash = null, ProbeHash = null }, loop);
        folder.WriteManifest(manifest);
        try
        {
            loop.Run(cancellation);
            manifest = Note(manifest with { Status = RunStatus.Finished, EventHash = loop.EventHash, ProbeHash = loop.ProbeHash }, loop);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            manifest = Note(manifest with { Status = RunStatus.Stopped, Reason = "stopped by its user" }, loop);
        }
        catch (CapReachedException e)
        {
            manifest = Note(manifest with { Status = RunStatus.Stopped, Reason = e.Message, Stopped = $"minds.{e.Mind}.caps.{e.Cap}" }, loop);
        }
        catch (Exception e)
        {
            Fail(Note(manifest with { Status = RunStatus.Failed, Reason = e.Message }, loop));
            throw;
        }
        finally
        {
            KeepLedgers();
        }

        folder.WriteManifest(manifest);
        return manifest;
    }

    // what was spent on a page that was not kept was spent all the same: caps count it
    private void KeepLedgers()
    {
        foreach (var mind in minds.All) store.SetFact(LedgerFact(mind.Name), JsonSerializer.Serialize(mind.Ledger.Snapshot()));
        try
        {
            store.CommitFacts();
        }
        catch (Exception e) when (e is PersimException or IOException)
        {
            // a full disk or a lost server: the fault that ended the run is the one to tell, and the last page's ledger stands
        }
    }

    private void Fail(RunManifest manifest)
    {
        try
        {
            folder.WriteManifest(manifest);
        }
        catch (IOException)
        {
            // the fault itself is thrown on; the manifest goes on saying that the run can be resumed
        }
    }

    internal static string LedgerFact(string mind) => "ledger/" + mind;

    /// <summary>Folds a run's record from its start, without minds, and compares every step.</summary>
    /// <exception cref="RunDivergedException"/>
    public TickLoop Replay(RunManifest manifest, IRunWatcher? watcher, CancellationToken cancellation)
    {
        var begin = store.CheckpointAt(manifest.From?.Tick ?? -1);
        if (manifest.From is not null && begin is null) throw new RunDivergedException($"{store.Where} does not hold the state behind tick {manifest.From.Tick} of {manifest.From.Run}, with which it began.");
        var loop = new TickLoop(study, treatment, minds, store, new TickPlan(manifest.TicksDone) { RecordedOnly = true, From = begin, FromTheStart = true }, watcher);
        loop.Run(cancellation);
        return loop;
    }

    // what of a manifest is known only once prompts were read and minds were asked
    private RunManifest Note(RunManifest manifest, TickLoop loop) => manifest with
    {
        Updated = clock.GetUtcNow(),
        TicksDone = Math.Max(manifest.TicksDone, loop.TicksDone),
        Prompts = Merged(manifest.Prompts, prompts.Hashes),
        Ledgers = Sorted(minds.All.Select(m => (m.Name, m.Ledger.Snapshot()))),
        Seconds = Sorted([("minds", loop.Timings.Minds.TotalSeconds), ("study", loop.Timings.Study.TotalSeconds), ("treatment", loop.Timings.Treatment.TotalSeconds), ("commit", loop.Timings.Commit.TotalSeconds), ("checkpoint", loop.Timings.Checkpoint.TotalSeconds)]),
    };

    /// <summary>The ledgers as the last commit left them: what a killed run had spent counts for its caps.</summary>
    public static LedgerSnapshot? Spent(IRunStore store, string mind) => store.Fact(LedgerFact(mind)) is { } text ? JsonSerializer.Deserialize<LedgerSnapshot>(text) : null;

    /// <summary>Refuses to go on where the run's own copies of its texts were changed.</summary>
    public static void RequireEqualPrompts(RunManifest manifest, PromptLibrary prompts)
    {
        var changed = new List<string>();
        foreach (var (name, hash) in manifest.Prompts)
        {
            _ = prompts[name];
            if (prompts.Hashes[name] != hash) changed.Add(name);
        }

        if (changed.Count > 0) throw new InputException($"The run {manifest.Run} was begun with other texts: its own copies of {string.Join(", ", changed)} were changed. Restore them; texts of a run that has begun cannot be edited, a new run takes what stands in the prompts folder.");
    }

    private static SortedDictionary<string, T> Sorted<T>(IEnumerable<(string Name, T Value)> items)
    {
        var sorted = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in items) sorted[name] = value;
        return sorted;
    }

    private static SortedDictionary<string, string> Merged(IReadOnlyDictionary<string, string> known, IReadOnlyDictionary<string, string> read) =>
        Sorted(read.Concat(known).Select(p => (p.Key, p.Value))); // what the run began with stands
}
