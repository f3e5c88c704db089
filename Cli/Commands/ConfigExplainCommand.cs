using System.CommandLine;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim config explain`.</summary>
internal static class ConfigExplainCommand
{
    private static readonly Argument<string?> _path = new("KEY")
    {
        Description = "A section, or a key with its dots; all keys by default.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> _study = new("--study")
    {
        Description = "Only the keys of this study's files; otherwise the sections of all studies.",
        HelpName = "STUDY",
    };

    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(string? Study, IReadOnlyList<ConfigKey> Keys);

    public static Command Create(ConfigCatalog catalog)
    {
        var command = new Command("explain", "Every configuration key: its type, default, unit, range, and what it is.") { _path, _study, _json };
        HelpWithExamples.Declare(command, "persim config explain", "persim config explain persona", "persim config explain minds.agents.temperature", "persim config explain --json");
        command.SetAction(parsed => Run(parsed, catalog));
        return command;
    }

    private static int Run(ParseResult parsed, ConfigCatalog catalog)
    {
        var output = parsed.InvocationConfiguration.Output;
        var study = parsed.GetValue(_study);
        var keys = catalog.SchemaFor(study).Keys;
        if (parsed.GetValue(_path) is { } path) keys = ConfigListing.Below(keys, path);
        if (parsed.GetValue(_json)) Json.Write(output, new Report(study, keys));
        else ConfigListing.Write(output, keys);
        return 0;
    }
}
