using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim run CONFIG`: starts a study.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> _config = new("config") { Description = "A study's YAML file, or the name of one in runs/configs.", HelpName = "CONFIG" };
    private static readonly Option<string?> _runId = new("--run-id", "--sim-name") { Description = "The run's name; by default the configuration's, the arm and the seed.", HelpName = "NAME" };
    private static readonly Option<string?> _from = new("--from", "--sim") { Description = "Continue another run from a tick of it, as a new run; RUN/step_K is the state after K ticks.", HelpName = "RUN@TICK" };
    private static readonly Option<bool> _plan = new("--plan") { Description = "Say what the run will take (calls, tokens, time, money) and start nothing." };

    public static Command Create()
    {
        var command = new Command("run", "Starts a study: a society lives for some ticks; stop it at any time, it goes on with `persim resume`.")
        {
            _config, RunOptions.Mock, RunOptions.Model, RunOptions.Remote, RunOptions.Arm, RunOptions.Seed, RunOptions.Ticks, RunOptions.Population, RunOptions.Set, RunOptions.Store, _runId, _from, _plan,
            RunOptions.Live, RunOptions.FullMessages, RunOptions.NoColor, RunOptions.Viewer, RunOptions.Threads, RunOptions.Prompts, RunOptions.Json,
        };
        foreach (var option in StudyOptions.All) command.Add(option);
        HelpWithExamples.Declare(command,
            "persim run town.small --mock --live",
            "persim run town.small --model my-8b.gguf --arm steer --seed 7",
            "persim run town.small --mock --env policy --difficulty 5 --steps 50",
            "persim run town.small --arm none --from town.small-steer-7@99 --ticks 200",
            "persim run town.large --plan",
            "persim run reputation --mock --scenario pd --steps 5 --reputation y --gossip n");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(RunOptions.Viewer)) throw new InputException("--viewer: the view in the browser is still to come. --live shows the run in this terminal; --live --json gives one event a line to a dashboard of your own.");
        var (bound, path) = RunConfigs.Load(parsed, parsed.GetRequiredValue(_config));
        var config = bound.As<RunConfig>();
        var request = new RunRequest(parsed.GetValue(RunOptions.Mock)) { Prompts = parsed.GetValue(RunOptions.Prompts) };
        var from = parsed.GetValue(_from) is { } point ? RunPoints.Parse(point) : null;
        if (parsed.GetValue(_plan)) return RunPlanPage.Show(parsed, bound, request, from, cancellation);
        var launcher = new RunLauncher(parsed.InvocationConfiguration.Error, cancellation);
        using var show = new RunShow(parsed);
        RunFolder? folder = null;
        var manifest = launcher.Start(bound, request, parsed.GetValue(_runId), RunConfigs.NameOf(path), from, (f, minds) => show.Watch(folder = f, config.Ticks, minds));
        return show.End(manifest, folder!);
    }
}
