using System.Diagnostics;
using System.Globalization;
using PersonaSim.Cli.Wiring.Compare;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Measures.Nightly;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Nightly;

/// <summary>Lives the studies of a night, one after the other, and holds each against its baseline.</summary>
internal sealed class NightlyRunner(IReadOnlyList<NightlyStudy> studies, bool accepts, TextWriter error, CancellationToken cancellation)
{
    private readonly SortedDictionary<string, Baseline> _baselines = new(StringComparer.Ordinal);

    /// <summary>Where baselines lie: below the home, beside the configurations that they are of.</summary>
    public static string BaselineFolder => Path.Combine(Folders.Runs, "baselines");

    /// <summary>Where a night's runs and its page lie, until the next one.</summary>
    public static string RunFolderPath => Path.Combine(Folders.Runs, "nightly");

    public static string BaselineOf(NightlyStudy study) => Path.Combine(BaselineFolder, study.Name + ".json");

    public IReadOnlyList<NightlyResult> Run()
    {
        // a baseline that cannot be read is said before anything has run
        foreach (var study in studies)
        {
            try
            {
                if (File.Exists(BaselineOf(study))) _baselines[study.Name] = Baseline.Read(BaselineOf(study));
            }
            catch (InputException) when (accepts)
            {
                // is about to be replaced
            }
        }

        var bound = studies.Select(s => s.Bind(Folders.BelowRoot(RunFolderPath))).ToList();
        var results = new List<NightlyResult>();
        using var line = new ProgressLine(error, "nightly", bound.Sum(b => b.As<RunConfig>().Ticks));
        using var models = new ModelShelf();
        long before = 0;
        for (var i = 0; i < studies.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            line.Note = studies[i].Name;
            results.Add(One(studies[i], bound[i], new CompareWatcher(line, before), models));
            before += bound[i].As<RunConfig>().Ticks;
        }

        if (accepts) Accept(results);
        return results;
    }

    private NightlyResult One(NightlyStudy study, BoundConfig bound, CompareWatcher watcher, ModelShelf models)
    {
        var then = _baselines.GetValueOrDefault(study.Name);
        var start = Stopwatch.GetTimestamp();
        NightlyResult Of(NightlyStatus status, string message, Baseline? now = null, BaselineDiff? diff = null, string parting = "") => new(study.Name, status, message, then?.Persim, parting, diff, then, now, Stopwatch.GetElapsedTime(start).TotalSeconds);
        Baseline came;
        try
        {
            var (reference, before) = (ReferenceWork.Seconds(), ReferenceWork.Used);
            var folder = Live(study, bound, watcher, models);
            var used = ReferenceWork.Used - before;
            came = NightlyNumbers.Of(study, bound, folder, used, Math.Min(reference, ReferenceWork.Seconds()), cancellation);
        }
        catch (PersimException e)
        {
            return Of(NightlyStatus.Failed, e.Message);
        }

        if (then is null) return Of(NightlyStatus.NoBaseline, $"There is no baseline {Folders.Show(BaselineOf(study))}: persim nightly --only {study.Name}{(study.Quick ? " --quick" : "")} --accept writes one.", came);
        if (!then.Settings.SequenceEqual(came.Settings)) return Of(NightlyStatus.NoBaseline, $"{Folders.Show(BaselineOf(study))} is of another size ({Words(then.Settings)}; this night runs {Words(came.Settings)}), so nothing can be held against it: persim nightly --only {study.Name}{(study.Quick ? " --quick" : "")} --accept writes a new one.", came);
        var diff = BaselineDiff.Between(then, came);
        return Of(diff.Moved.Count == 0 ? NightlyStatus.Same : NightlyStatus.Moved, "", came, diff, Parting(then, came));
    }

    private RunFolder Live(NightlyStudy study, BoundConfig bound, CompareWatcher watcher, ModelShelf models)
    {
        var path = Path.Combine(RunFolderPath, study.Name);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true); // of the night before
        RunFolder? folder = null;
        var manifest = new RunLauncher(error, cancellation, models).Start(bound, new RunRequest(Mock: study.Model is null), study.Name, study.Name, from: null, (f, _) =>
        {
            folder = f;
            return watcher;
        });
        cancellation.ThrowIfCancellationRequested();
        return manifest.Status == RunStatus.Finished ? folder! : throw new InputException($"{study.Name} {manifest.Status.ToString().ToLowerInvariant()} after {Wiring.Words.Count(manifest.TicksDone, "tick")}: {manifest.Reason.TrimEnd('.')}.");
    }

    private static string Parting(Baseline then, Baseline now)
    {
        var (same, other) = BaselineDiff.Parting(then, now);
        if (other is null) return "";
        return same is null ? string.Create(CultureInfo.InvariantCulture, $"another than the baseline's from the start or soon after, at the latest after tick {other}") : string.Create(CultureInfo.InvariantCulture, $"the baseline's up to tick {same}, another after tick {other} at the latest");
    }

    // all or none: a night that was stopped, or in which something failed to run, leaves the baselines as they were
    private void Accept(List<NightlyResult> results)
    {
        if (results.FirstOrDefault(r => r.Now is null) is { } failed) throw new InputException($"{failed.Name} could not be run, so no baseline was written: {failed.Message.TrimEnd('.')}. Leave it out (--only), or mend it first.");
        Directory.CreateDirectory(BaselineFolder);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Status == NightlyStatus.Same && results[i].Diff!.Notes.Count == 0) continue;
            var path = BaselineOf(studies[i]);
            // what did not move goes on saying since which version it stands, whatever it was made of
            var next = results[i].Status == NightlyStatus.Same ? results[i].Then! with { Inputs = results[i].Now!.Inputs } : results[i].Then is { } then ? results[i].Now!.WithTolerancesOf(then) : results[i].Now!;
            File.WriteAllText(path + ".new", next.Text());
            if (results[i].Status != NightlyStatus.Same) results[i] = results[i] with { Status = NightlyStatus.Accepted, Message = "" };
        }

        foreach (var study in studies)
        {
            if (File.Exists(BaselineOf(study) + ".new")) File.Move(BaselineOf(study) + ".new", BaselineOf(study), overwrite: true);
        }
    }

    private static string Words(IReadOnlyList<string> settings) => settings.Count == 0 ? "as shipped" : string.Join(", ", settings);
}
