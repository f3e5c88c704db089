using System.CommandLine;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models`: the GGUF files in the models folder.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, add, download, make and train models.")
    {
        ModelsListCommand.Create(),
        ModelsAddCommand.Create(),
        ModelsPullCommand.Create(),
        ModelsSynthCommand.Create(),
        ModelsTrainCommand.Create(),
        ModelsCheckCommand.Create(),
    };
}
