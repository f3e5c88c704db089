using System.CommandLine;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim config`: what can be written into a study's file.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "What can be written into a study's configuration file.")
    {
        ConfigExplainCommand.Create(Studies.Catalog),
    };
}
