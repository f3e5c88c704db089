using System.CommandLine;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Options that stand for a key of one study's section, under the names that its users know.</summary>
internal static class StudyOptions
{
    private static readonly (string Study, Option<string?> Option, string Path)[] _all =
    [
        ("town", new Option<string?>("--env") { Description = "town: the common task: research, policy, nav or open.", HelpName = "NAME" }, "environment"),
        ("town", new Option<string?>("--difficulty") { Description = "town: how much of the task there is.", HelpName = "N" }, "difficulty"),
        ("town", new Option<string?>("--max-events") { Description = "town: most encounters of a tick.", HelpName = "N" }, "max_events"),
    ];

    public static IEnumerable<Option> All => _all.Select(o => o.Option);

    public static IEnumerable<(Option<string?> Option, string Path)> Of(string study) => _all.Where(o => o.Study == study).Select(o => (o.Option, o.Path));

    public static string? Value(ParseResult parsed, Option<string?> option) => parsed.GetValue(option);

    /// <summary>An option of another study that was given: it would do nothing.</summary>
    public static string? Misplaced(ParseResult parsed, string study) => _all.FirstOrDefault(o => o.Study != study && parsed.GetResult(o.Option) is { Implicit: false }).Option?.Name;
}
