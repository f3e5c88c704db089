using System.CommandLine;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>Options that stand for a key of one study's section, under the names that its users know.</summary>
internal static class StudyOptions
{
    private static readonly (string Study, Option<string?> Option, string Path, Func<string, string>? Means)[] _all =
    [
        ("town", new Option<string?>("--env") { Description = "town: the common task: research, policy, nav or open.", HelpName = "NAME" }, "environment", null),
        ("town", new Option<string?>("--difficulty") { Description = "town: how much of the task there is.", HelpName = "N" }, "difficulty", null),
        ("town", new Option<string?>("--max-events") { Description = "town: most encounters of a tick.", HelpName = "N" }, "max_events", null),
        ("reputation", new Option<string?>("--scenario", "--mode") { Description = "reputation: investment (i), sign_up (s) or pd_game (p).", HelpName = "NAME" }, "scenario", Scenario),
        ("reputation", new Option<string?>("--reputation") { Description = "reputation: whether people keep records of each other.", HelpName = "y|n" }, "reputation", v => YesNo("--reputation", v)),
        ("reputation", new Option<string?>("--gossip") { Description = "reputation: whether people talk about each other.", HelpName = "y|n" }, "gossip", v => YesNo("--gossip", v)),
        ("reputation", new Option<string?>("--from-seed", "--persona-file") { Description = "reputation: personas from a JSON file or a published seed folder.", HelpName = "PATH" }, "personas", v => ConfigText.Quote(Path.GetFullPath(v))),
        ("reputation", new Option<string?>("--from-run") { Description = "reputation: personas with what they learned in earlier runs, RUN or RUN,RUN,...; of somebody who was in several the last counts.", HelpName = "RUNS" }, "personas", v => ConfigText.Quote(RunProfiles.FileOf(v))),
    ];

    public static IEnumerable<Option> All => _all.Select(o => o.Option);

    public static IEnumerable<(Option<string?> Option, string Path)> Of(string study) => _all.Where(o => o.Study == study).Select(o => (o.Option, o.Path));

    /// <summary>What was given, as the key takes it.</summary>
    public static string? Value(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } value ? _all.First(o => o.Option == option).Means?.Invoke(value) ?? value : null;

    /// <summary>An option of another study that was given: it would do nothing.</summary>
    public static string? Misplaced(ParseResult parsed, string study) => _all.FirstOrDefault(o => o.Study != study && parsed.GetResult(o.Option) is { Implicit: false }).Option?.Name;

    private static string Scenario(string name) => ScenarioNames.Find(name) is { } known ? ScenarioNames.Of(known) : throw new InputException($"--scenario {name}: there are {string.Join(", ", ScenarioNames.All)}.");

    private static string YesNo(string option, string value) => value.ToLowerInvariant() switch
    {
        "y" or "yes" or "true" or "on" => "true",
        "n" or "no" or "false" or "off" => "false",
        _ => throw new InputException($"{option} takes y or n, not '{value}'."),
    };
}
