using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim play`: the published interactive loop of the study of reputation.</summary>
internal static class PlayCommand
{
    private static readonly Argument<string> _config = new("config") { Description = "The study's YAML file, or the name of one in runs/configs.", HelpName = "CONFIG", DefaultValueFactory = _ => "reputation" };

    public static Command Create()
    {
        var command = new Command("play", "Plays the study of reputation step by step: run invest|sign|pd N, save, fin, exit, one command a line.")
        {
            _config, RunOptions.Mock, RunOptions.Model, RunOptions.Remote, RunOptions.Arm, RunOptions.Seed, RunOptions.Population, RunOptions.Set, RunOptions.Prompts,
        };
        foreach (var option in StudyOptions.Of("reputation")) command.Add(option.Option);
        HelpWithExamples.Declare(command, "persim play --mock", "persim play --mock --reputation y --gossip n --seed 3");
        command.SetAction((parsed, cancellation) => Task.FromResult(new PlaySession(parsed, parsed.GetRequiredValue(_config), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error).Run(Console.In, cancellation)));
        return command;
    }
}
