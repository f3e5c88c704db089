using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Compare;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim compare CONFIG`: arms times seeds, paired, with intervals and verdicts.</summary>
internal static class CompareCommand
{
    private static readonly Option<string?> _out = new("--out") { Description = "The comparison's name below the runs, or its folder; by default the configuration's name and -compare.", HelpName = "NAME|FOLDER" };
    private static readonly Option<bool> _noRuns = new("--no-runs") { Description = "Start nothing: report on the runs that are there." };

    public static Command Create()
    {
        var command = new Command("compare", "Runs every arm on the same worlds and says what differs: stop it at any time, the same command goes on; finished runs are not repeated.")
        {
            CompareOptions.Config, CompareOptions.Arms, CompareOptions.Seeds, CompareOptions.Prereg, _out, _noRuns, CompareOptions.Page, PowerPage.Power, PowerPage.Sd, PowerPage.Target,
            RunOptions.Mock, RunOptions.Model, RunOptions.Remote, RunOptions.Ticks, RunOptions.Population, RunOptions.Set, RunOptions.Store, RunOptions.Threads, RunOptions.Prompts, RunOptions.Json,
        };
        foreach (var option in StudyOptions.All) command.Add(option);
        HelpWithExamples.Declare(command,
            "persim compare town.small --arms none,neutral,prompt,steer,both,placebo,deranged --seeds 20",
            "persim compare town.small --mock --arms none,steer --seeds 5 --ticks 48",
            "persim compare town.small --mock --arms none,steer/none --seeds 5",
            "persim compare town.small --no-runs --json",
            "persim compare town.small --no-runs --page so-far.html",
            "persim compare town.small --power --sd 0.2",
            "persim compare town.small --power --seeds 40");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (!parsed.GetValue(PowerPage.Power) && (parsed.GetValue(PowerPage.Sd) ?? parsed.GetValue(PowerPage.Target)) is not null) throw new Native.InputException("--sd and --effect belong to --power, which says what a comparison can find.");
        using var session = CompareSession.Open(parsed, parsed.GetValue(_out), cancellation);
        if (parsed.GetValue(PowerPage.Power)) return PowerPage.Show(parsed, session);
        return session.Go(makes: !parsed.GetValue(_noRuns));
    }
}
