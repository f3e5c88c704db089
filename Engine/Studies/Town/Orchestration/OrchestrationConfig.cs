using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>What an experimenter tells the town.</summary>
public sealed record OrchestrationConfig
{
    [Doc("Whether the town is told anything at all.")]
    public bool Enabled { get; init; }

    [Doc("Goals of the whole town, which everybody reads at every tick.")]
    public IReadOnlyList<string> Goals { get; init; } = [];

    [Doc("Lines that everybody reads again and again.")]
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    [Doc("The prompt file with the lines of each role; empty: roles are told nothing.")]
    public string Playbook { get; init; } = "playbooks/town";

    [Doc("How many ticks a role's line stays before the next one takes its turn.")]
    public int LineTicks { get; init; } = 8;

    [Doc("Lines for single people.")]
    public IReadOnlyList<Directive> Directives { get; init; } = [];
}
