using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim resume RUN`: goes on after any stop, or past the end.</summary>
internal static class ResumeCommand
{
    private static readonly Argument<string> _run = new("run") { Description = "The run's name in the runs folder, or its path.", HelpName = "RUN" };

    public static Command Create()
    {
        var command = new Command("resume", "Goes on with a run that was stopped or killed, to the same end as if it never had been; or with a finished one past its end.")
        {
            _run, RunOptions.Ticks, RunOptions.Set, RunOptions.Live, RunOptions.FullMessages, RunOptions.NoColor, RunOptions.Json,
        };
        HelpWithExamples.Declare(command,
            "persim resume town.small-steer-7",
            "persim resume town.small-steer-7 --ticks +100 --live",
            "persim resume town.small-steer-7 --set minds.agents.caps.calls=100000");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = RunPlaces.Find(parsed.GetRequiredValue(_run));
        var launcher = new RunLauncher(parsed.InvocationConfiguration.Error, cancellation);
        using var show = new RunShow(parsed);
        var manifest = launcher.Resume(folder, parsed.GetValue(RunOptions.Ticks), parsed.GetValue(RunOptions.Set) ?? [], show.Watch);
        return show.End(manifest, folder);
    }
}
