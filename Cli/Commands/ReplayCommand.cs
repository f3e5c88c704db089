using System.CommandLine;
using PersonaSim.Cli.Live;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim replay RUN`: folds a run's record again, without a model, and compares every step.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> _run = new("run") { Description = "The run's name in the runs folder, or its path.", HelpName = "RUN" };

    private sealed record Report(string Run, long Ticks, string EventHash, string ProbeHash, bool Equal);

    public static Command Create()
    {
        var command = new Command("replay", "Lives through a run again from its recorded answers: no model, nothing written, every step compared with the record.") { _run, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim replay town.small-steer-7", "persim replay town.small-steer-7 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = RunPlaces.Find(parsed.GetRequiredValue(_run));
        var manifest = folder.ReadManifest() with { TicksDone = RunPlaces.TicksDone(folder) };
        if (manifest.TicksDone == 0) throw new InputException($"The run {folder.Run} has not completed a tick yet: there is nothing to replay.");
        var parts = RunParts.Make(RunPlaces.Config(folder, []), folder, vectorHashes: manifest.Vectors);
        using var store = RunPlaces.OpenRead(folder, parts.Config);
        using var minds = RunMinds.Absent(manifest, parts.Config);
        using var bar = new LiveBar(parsed.InvocationConfiguration.Error, "replaying " + folder.Run, manifest.TicksDone);
        var loop = new RunSession(folder, parts.Study, parts.Treatment, minds, store, parts.Prompts, TimeProvider.System).Replay(manifest, bar, cancellation);
        bar.Dispose();
        var equal = manifest.Status != RunStatus.Finished || (manifest.EventHash == loop.EventHash && manifest.ProbeHash == loop.ProbeHash);
        if (!equal) throw new RunDivergedException($"The replay of {folder.Run} ends at {loop.EventHash[..16]}, and the manifest says {manifest.EventHash?[..16]}: the manifest is not this record's.");
        var report = new Report(folder.Run, manifest.TicksDone, loop.EventHash, loop.ProbeHash, equal);
        if (parsed.GetValue(RunOptions.Json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else parsed.InvocationConfiguration.Output.WriteLine($"{folder.Run}: {Words.Count(manifest.TicksDone, "tick")} replayed without a model, every step as recorded, event hash {loop.EventHash[..16]}.");
        return 0;
    }
}
