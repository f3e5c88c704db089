using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim export-profiles RUN...`: what people learned, for a new run to begin with.</summary>
internal static class ExportProfilesCommand
{
    private static readonly Argument<string[]> _runs = new("runs") { Description = "Runs of the study of reputation, perhaps at a tick (RUN@TICK).", HelpName = "RUN", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> _out = new("--out", "-o") { Description = "The file to write; by default the output.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("export-profiles", "Writes the people of runs with what they learned, by scenario; `persim run reputation --persona-file FILE` begins with them.") { _runs, _out };
        HelpWithExamples.Declare(command, "persim export-profiles reputation-none-7 --out profiles.json", "persim export-profiles pd-run invest-run@4 sign-run --out profiles.json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) => Write(parsed.GetRequiredValue(_runs), parsed.GetValue(_out), parsed, cancellation);

    /// <summary>Also `persim export RUN... --profiles`.</summary>
    public static int Write(IReadOnlyList<string> runs, string? path, ParseResult parsed, CancellationToken cancellation)
    {
        var text = RunProfiles.Write([.. runs.Select(RunPoints.Parse)], parsed.InvocationConfiguration.Error, cancellation);
        if (path is not null) File.WriteAllText(path, text);
        else parsed.InvocationConfiguration.Output.Write(text);
        return 0;
    }
}
