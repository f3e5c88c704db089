namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>What an experimenter tells the town.</summary>
public sealed record OrchestrationConfig
{
    /// <summary>Whether the town is told anything at all.</summary>
    public bool Enabled { get; init; }

    /// <summary>Goals of the whole town, which everybody reads at every tick.</summary>
    public IReadOnlyList<string> Goals { get; init; } = [];

    /// <summary>Lines that everybody reads again and again.</summary>
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    /// <summary>The prompt file with the lines of each role; empty: roles are told nothing.</summary>
    public string Playbook { get; init; } = "playbooks/town";

    /// <summary>How many ticks a role's line stays before the next one takes its turn.</summary>
    public int LineTicks { get; init; } = 8;

    /// <summary>Lines for single people.</summary>
    public IReadOnlyList<Directive> Directives { get; init; } = [];
}
