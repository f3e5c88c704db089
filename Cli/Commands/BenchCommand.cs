using System.CommandLine;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench`: what this machine and this build really do.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measure speed: medians of interleaved repeats, with their spread.")
    {
        BenchDecodeCommand.Create(),
        BenchFloorCommand.Create(),
        BenchSteerCommand.Create(),
        BenchCaptureCommand.Create(),
        BenchMindsCommand.Create(),
        BenchRunCommand.Create(),
    };
}
