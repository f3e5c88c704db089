using System.CommandLine;
using PersonaSim.Cli.Live;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Exports.Bundles;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim replay RUN`: folds a run's record again, without a model, and compares every step.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> _run = new("run") { Description = "The run's name in the runs folder, or its path; or a bundle of it.", HelpName = "RUN|FILE.zip" };

    private sealed record Report(string Run, long Ticks, string EventHash, string ProbeHash, bool Equal);

    public static Command Create()
    {
        var command = new Command("replay", "Lives through a run again from its recorded answers: no model, nothing written, every step compared with the record.") { _run, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim replay town.small-steer-7", "persim replay town.small-steer-7 --json", "persim replay town.small-steer-7.zip");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var name = parsed.GetRequiredValue(_run);
        var report = name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? OfBundle(name, parsed, cancellation) : OfRun(name, parsed, cancellation);
        if (parsed.GetValue(RunOptions.Json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else parsed.InvocationConfiguration.Output.WriteLine($"{report.Run}: {Words.Count(report.Ticks, "tick")} replayed without a model, every step as recorded, event hash {report.EventHash[..16]}.");
        return 0;
    }

    private static Report OfRun(string name, ParseResult parsed, CancellationToken cancellation)
    {
        var folder = RunPlaces.Find(name);
        var manifest = folder.ReadManifest() with { TicksDone = RunPlaces.TicksDone(folder) };
        if (manifest.TicksDone == 0) throw new InputException($"The run {folder.Run} has not completed a tick yet: there is nothing to replay.");
        var parts = RunParts.Make(RunPlaces.Config(folder, []), folder, vectorHashes: manifest.Vectors);
        using var store = RunPlaces.OpenRead(folder, parts.Config);
        return Replay(folder, manifest, parts, store, manifest.Status == RunStatus.Finished ? manifest.EventHash : null, manifest.Status == RunStatus.Finished ? manifest.ProbeHash : null, parsed, cancellation);
    }

    // a bundle brings its record, wherever the run had its own, and the files that its settings named
    private static Report OfBundle(string path, ParseResult parsed, CancellationToken cancellation)
    {
        using var bundle = Bundle.Open(path);
        var manifest = bundle.Folder.ReadManifest();
        _ = RunPlaces.Config(bundle.Folder, []); // its hash is the manifest's
        var bound = Studies.Catalog.Bind(ConfigFile.Load(bundle.Folder.Config, [.. bundle.Contents.Settings.Select(s => $"{s.Key}={ConfigText.Quote(bundle.PathOf(s.Value))}")]));
        var parts = RunParts.Make(bound, bundle.Folder, vectorHashes: manifest.Vectors);
        using var store = SqliteRunStore.OpenRead(bundle.Folder.Path);
        return Replay(bundle.Folder, manifest, parts, store, bundle.Contents.EventHash, bundle.Contents.ProbeHash, parsed, cancellation);
    }

    private static Report Replay(RunFolder folder, RunManifest manifest, RunParts parts, IRunStore store, string? eventHash, string? probeHash, ParseResult parsed, CancellationToken cancellation)
    {
        using var minds = RunMinds.Absent(manifest, parts.Config);
        using var bar = new LiveBar(parsed.InvocationConfiguration.Error, "replaying " + manifest.Run, manifest.TicksDone);
        var loop = new RunSession(folder, parts.Study, parts.Treatment, minds, store, parts.Prompts, TimeProvider.System).Replay(manifest, bar, cancellation);
        bar.Dispose();
        if (eventHash is not null && (eventHash != loop.EventHash || probeHash != loop.ProbeHash)) throw new RunDivergedException($"The replay of {manifest.Run} ends at {loop.EventHash[..16]}, and the manifest says {eventHash[..16]}: the manifest is not this record's.");
        return new Report(manifest.Run, manifest.TicksDone, loop.EventHash, loop.ProbeHash, true);
    }
}
