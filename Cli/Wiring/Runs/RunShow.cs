using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Live;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>How a run is shown while it goes on, and what is said when it ends.</summary>
internal sealed class RunShow(ParseResult parsed) : IDisposable
{
    private LiveBar? _bar;

    private TextWriter Output => parsed.InvocationConfiguration.Output;

    private TextWriter Error => parsed.InvocationConfiguration.Error;

    public IRunWatcher Watch(RunFolder folder, long ticks, MindMap minds)
    {
        if (parsed.GetValue(RunOptions.Live) && parsed.GetValue(RunOptions.Json)) return new LiveJson(Output);
        if (parsed.GetValue(RunOptions.Live)) return new LiveConsole(Output, Painter.For(Output, parsed.GetValue(RunOptions.NoColor)), Screen.Width(Output), parsed.GetValue(RunOptions.FullMessages), minds);
        return _bar = new LiveBar(Error, folder.Run, ticks);
    }

    /// <summary>Says how a run stands and what to do next; the exit code tells a script.</summary>
    public int End(RunManifest manifest, RunFolder folder)
    {
        _bar?.Dispose();
        if (parsed.GetValue(RunOptions.Json))
        {
            Output.WriteLine(parsed.GetValue(RunOptions.Live) ? manifest.Line() : manifest.Write().TrimEnd('\n'));
        }
        else
        {
            Output.WriteLine(Sentence(manifest, folder));
        }

        return manifest.Status == RunStatus.Finished ? 0 : manifest.Stopped is null ? CommandLine.Cancelled : 1; // a cap is the user's own setting
    }

    public void Dispose() => _bar?.Dispose();

    private static string Sentence(RunManifest manifest, RunFolder folder)
    {
        var where = Folders.Show(folder.Path);
        // a run outside the runs folder is found by its path
        var name = Path.GetDirectoryName(folder.Path) == Path.GetFullPath(Folders.Runs) ? manifest.Run : where;
        var raise = manifest.Stopped is { } cap ? $" --set {cap}=..." : "";
        if (manifest.Status != RunStatus.Finished) return $"{manifest.Run}: stopped after {Words.Count(manifest.TicksDone, "tick")} of {manifest.Ticks}: {manifest.Reason.TrimEnd('.')}. Nothing is lost; go on with: persim resume {name}{raise}";
        var calls = manifest.Ledgers.Values.Sum(l => l.Calls);
        var seconds = manifest.Seconds.Values.Sum();
        return string.Create(CultureInfo.InvariantCulture, $"{manifest.Run}: {Words.Count(manifest.Population, "agent")}, {Words.Count(manifest.TicksDone, "tick")}, {Words.Count(calls, "decision")} in {seconds:0.0} s, event hash {manifest.EventHash![..16]}, in {where}. Look at it: persim report {name} --open; look around: persim inspect {name}; go on: persim resume {name} --ticks +100");
    }
}
