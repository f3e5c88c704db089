using System.CommandLine;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim models`: the GGUF files in the models folder.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "List, add, make and train models.")
    {
        ModelsListCommand.Create(),
        ModelsAddCommand.Create(),
        ModelsSynthCommand.Create(),
        ModelsTrainCommand.Create(),
        ModelsCheckCommand.Create(),
    };
}
