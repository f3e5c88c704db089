using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Exports;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Exports.Bundles;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bundle RUN`: a run as one file, which anybody can replay without its model.</summary>
internal static class BundleCommand
{
    private static readonly Argument<string> _run = new("run") { Description = "The run's name in the runs folder, or its path.", HelpName = "RUN" };
    private static readonly Option<string?> _out = new("--out", "-o") { Description = "The file to write; by default RUN.zip in the current folder.", HelpName = "FILE.zip" };

    private sealed record Report(string Run, string File, long Bytes, long Ticks, string EventHash, string ProbeHash, int Files);

    public static Command Create()
    {
        var command = new Command("bundle", "Packs a run's configuration, texts, people and recorded answers with their hashes; `persim replay FILE.zip` lives through it anywhere, without a model.") { _run, _out, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim bundle town.small-steer-7", "persim bundle town.small-steer-7 -o paper/run-7.zip", "persim replay paper/run-7.zip");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var open = OpenRun.Of(parsed.GetRequiredValue(_run), parsed.InvocationConfiguration.Error);
        var manifest = open.Source.Manifest;
        if (open.Source.Tick is not null) throw new InputException($"bundle packs a run up to its last complete tick; a part of it is a run of its own: persim run CONFIG --from {manifest.Run}@{open.Source.Tick}.");
        if (manifest.TicksDone <= (manifest.From is { } from ? from.Tick + 1 : 0)) throw new InputException($"The run {manifest.Run} has not completed a tick yet: there is nothing to bundle.");
        var file = Path.GetFullPath(parsed.GetValue(_out) ?? manifest.Run + ".zip");
        if (Directory.Exists(file)) throw new InputException($"{Folders.Show(file)} is a folder; give the bundle a file, e.g. -o {Path.Combine(Folders.Show(file), manifest.Run)}.zip.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var line = new ProgressLine(parsed.InvocationConfiguration.Error, "bundling " + manifest.Run, manifest.TicksDone);
        var contents = BundleWriter.Write(open.Folder, manifest, open.Source.Store, InputFiles.Of(open.Parts.Bound, open.Folder), file, line.Report, cancellation);
        line.Dispose();
        var report = new Report(manifest.Run, file, new FileInfo(file).Length, contents.TicksDone, contents.EventHash, contents.ProbeHash, contents.Files.Count);
        if (parsed.GetValue(RunOptions.Json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else parsed.InvocationConfiguration.Output.WriteLine($"{manifest.Run}: {Words.Count(contents.TicksDone, "tick")} in {Folders.Show(file)} ({report.Bytes / 1e6:0.0} MB), event hash {contents.EventHash[..16]}. Anybody can check it: persim replay {Path.GetFileName(file)}");
        return 0;
    }
}
