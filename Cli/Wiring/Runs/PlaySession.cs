using System.CommandLine;
using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>
/// A run that goes on command by command. Every step is in the store as soon as it is over, so nothing is lost by a stop; <c>save</c> marks where
/// <c>exit</c> goes back to, <c>fin</c> keeps everything, <c>exit</c> drops what was not saved, the whole run when nothing was.
/// </summary>
internal sealed class PlaySession(ParseResult parsed, string config, TextWriter output, TextWriter error)
{
    private const string Help = "Commands: run invest|sign|pd N, save, fin (keep everything and end), exit (drop what was not saved and end).";
    private RunFolder? _folder;
    private ReputationScenario? _scenario;

    private string SavedPath => _folder!.Path + ".saved";

    public int Run(TextReader input, CancellationToken cancellation)
    {
        output.WriteLine(Help);
        while (input.ReadLine() is { } line)
        {
            if (cancellation.IsCancellationRequested) break;
            try
            {
                if (!Obey(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation)) return 0;
            }
            catch (InputException e)
            {
                output.WriteLine(e.Message); // a slip of the hand ends no session
            }
        }

        Keep(); // the input ended: as with fin, nothing is thrown away unasked
        return cancellation.IsCancellationRequested ? CommandLine.Cancelled : 0;
    }

    private bool Obey(string[] words, CancellationToken cancellation)
    {
        switch (words)
        {
            case []: return true;
            case ["run", var scenario, var steps]:
                Steps(scenario, steps, cancellation);
                return true;
            case ["save"]:
                Save();
                return true;
            case ["fin"]:
                Keep();
                return false;
            case ["exit"]:
                Drop();
                return false;
            default: throw new InputException($"'{string.Join(' ', words)}' is no command. {Help}");
        }
    }

    private void Steps(string name, string count, CancellationToken cancellation)
    {
        var scenario = ScenarioNames.Find(name) ?? throw new InputException($"There is no scenario '{name}'; there are {string.Join(", ", ScenarioNames.All)}.");
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var steps) || steps == 0) throw new InputException($"run {name} takes a number of steps, not '{count}'.");
        if (_scenario is { } known && known != scenario) throw new InputException($"This run plays {ScenarioNames.Of(known)}; {ScenarioNames.Of(scenario)} is another run: fin, then persim play.");
        var launcher = new RunLauncher(error, cancellation);
        var score = new PlayScore(output);
        if (_folder is null)
        {
            var path = RunConfigs.Find(config);
            string[] sets = [.. parsed.GetValue(RunOptions.Set) ?? [], $"ticks={steps.ToString(CultureInfo.InvariantCulture)}", $"reputation.scenario={ScenarioNames.Of(scenario)}"];
            var bound = Studies.Catalog.Bind(ConfigFile.Load(path, sets, RunOptions.Presets(parsed, "reputation")));
            if (bound.As<RunConfig>().Study != "reputation") throw new InputException($"persim play plays the study reputation, and {Folders.Show(path)} is of the study {bound.As<RunConfig>().Study}: start it with persim run.");
            launcher.Start(bound, new RunRequest(parsed.GetValue(RunOptions.Mock)) { Prompts = parsed.GetValue(RunOptions.Prompts) }, null, "play", null, (folder, _) => Watch(folder, score));
            _scenario = scenario;
        }
        else
        {
            launcher.Resume(_folder, "+" + steps.ToString(CultureInfo.InvariantCulture), [], (_, _, _) => score);
        }

        score.Say();
    }

    private PlayScore Watch(RunFolder folder, PlayScore score)
    {
        _folder = folder;
        return score;
    }

    private void Save()
    {
        if (_folder is null) throw new InputException("There is nothing to save yet: run a step first.");
        if (Directory.Exists(SavedPath)) Directory.Delete(SavedPath, recursive: true);
        Directory.CreateDirectory(SavedPath);
        foreach (var file in Directory.EnumerateFiles(_folder.Path)) File.Copy(file, Path.Combine(SavedPath, Path.GetFileName(file)));
        output.WriteLine($"{_folder.Run}: saved after {Words.Count(RunPlaces.TicksDone(_folder), "step")}.");
    }

    private void Keep()
    {
        if (_folder is null) return;
        if (Directory.Exists(SavedPath)) Directory.Delete(SavedPath, recursive: true);
        output.WriteLine($"{_folder.Run}: {Words.Count(RunPlaces.TicksDone(_folder), "step")} in {Folders.Show(_folder.Path)}. Look around: persim inspect {_folder.Run}; go on: persim resume {_folder.Run} --ticks +5");
    }

    private void Drop()
    {
        if (_folder is null) return;
        Directory.Delete(_folder.Path, recursive: true);
        if (!Directory.Exists(SavedPath))
        {
            output.WriteLine($"{_folder.Run}: dropped, since it was never saved.");
            return;
        }

        Directory.Move(SavedPath, _folder.Path);
        output.WriteLine($"{_folder.Run}: back to {Words.Count(RunPlaces.TicksDone(_folder), "step")}, as saved, in {Folders.Show(_folder.Path)}.");
    }
}
