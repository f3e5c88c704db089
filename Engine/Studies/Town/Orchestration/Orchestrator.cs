using System.Globalization;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>Goals and reminders for everybody, a role's lines in turn, and directives: all of it a function of the tick.</summary>
public sealed class Orchestrator : IOrchestrator
{
    private readonly OrchestrationConfig _config;
    private readonly Dictionary<string, IReadOnlyList<string>> _lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Directive>> _directives = new(StringComparer.Ordinal);

    private Orchestrator(OrchestrationConfig config, PromptLibrary prompts, IReadOnlyList<string> people, IReadOnlyList<string> roles)
    {
        _config = config;
        Check(config);
        foreach (var directive in config.Directives)
        {
            if (!people.Contains(directive.Who)) throw new InputException($"A directive is for '{directive.Who}', who does not live in this town.{(Nearest.Of(directive.Who, people) is { } near ? $" Did you mean {near}?" : "")}");
            if (!_directives.TryGetValue(directive.Who, out var list)) _directives[directive.Who] = list = [];
            list.Add(directive);
        }

        if (config.Playbook.Length == 0) return;
        var playbook = PromptSections.Read(prompts, config.Playbook);
        foreach (var role in playbook.Headings) _lines[role] = playbook.Lines(role);
        foreach (var role in roles) LinesOf(role);
    }

    /// <summary>The orchestrator of a configuration; the roles are those that people can have, and each must be in the playbook.</summary>
    public static IOrchestrator Create(OrchestrationConfig config, PromptLibrary prompts, IReadOnlyList<string> people, IReadOnlyList<string> roles) =>
        config.Enabled ? new Orchestrator(config, prompts, people, roles) : new NoOrchestrator();

    public string Guidance(string who, string role, long tick)
    {
        var lines = new List<string>();
        if (_config.Playbook.Length > 0)
        {
            var own = LinesOf(role);
            lines.Add(own[(int)(tick / _config.LineTicks % own.Count)]);
        }

        if (_directives.TryGetValue(who, out var directives)) lines.AddRange(directives.Where(d => tick >= d.From && tick <= d.Until).Select(d => d.Text));
        return string.Join('\n', lines);
    }

    public string TownGoals(long tick) => string.Join('\n', [.. _config.Goals, .. _config.Reminders.Where(r => r.IsDue(tick)).Select(r => r.Text)]);

    private IReadOnlyList<string> LinesOf(string role) => _lines.TryGetValue(role, out var lines) ? lines : throw Nearest.Unknown($"role in the playbook '{_config.Playbook}'", role, [.. _lines.Keys.Order(StringComparer.Ordinal)]);

    private static void Check(OrchestrationConfig config)
    {
        if (config.LineTicks < 1) throw new InputException($"line_ticks is {Text(config.LineTicks)}; it must be 1 or more.");
        if (config.Goals.Any(string.IsNullOrWhiteSpace)) throw new InputException("A goal of the town is empty; write it, or leave it out.");
        foreach (var reminder in config.Reminders)
        {
            if (string.IsNullOrWhiteSpace(reminder.Text)) throw new InputException("A reminder has no text.");
            if (reminder.Every < 1 || reminder.Stays < 1 || reminder.Stays > reminder.Every || reminder.First < 0) throw new InputException($"The reminder '{reminder.Text}' comes first at tick {Text(reminder.First)}, every {Text(reminder.Every)} ticks, and stays {Text(reminder.Stays)}: it needs a first tick of 0 or more, and stays 1 tick or more and no longer than until it comes back.");
        }

        foreach (var directive in config.Directives)
        {
            if (string.IsNullOrWhiteSpace(directive.Text)) throw new InputException($"The directive for '{directive.Who}' has no text.");
            if (directive.Until < directive.From) throw new InputException($"The directive for '{directive.Who}' ends at tick {Text(directive.Until)}, before it begins at {Text(directive.From)}.");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
