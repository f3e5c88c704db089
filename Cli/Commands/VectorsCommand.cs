using System.CommandLine;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim vectors`: directions in a model's residual stream.</summary>
internal static class VectorsCommand
{
    public static Command Create() => new("vectors", "Directions that are added to a model's residual stream.")
    {
        VectorsLintCommand.Create(),
        VectorsComputeCommand.Create(),
        VectorsCalibrateCommand.Create(),
        VectorsPlaceboCommand.Create(),
        VectorsVerifyCommand.Create(),
        VectorsShowCommand.Create(),
        VectorsExportCommand.Create(),
        VectorsImportCommand.Create(),
    };
}
