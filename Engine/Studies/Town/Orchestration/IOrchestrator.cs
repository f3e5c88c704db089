namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>What an experimenter tells the town: the same for everybody, and by role. A function of its configuration and the tick.</summary>
public interface IOrchestrator
{
    /// <summary>Lines for one person's own part of the prompt: playbook of the role, directives; empty: none.</summary>
    string Guidance(string who, string role, long tick);

    /// <summary>Goals and reminders of the whole town, for the shared blocks; empty: none.</summary>
    string TownGoals(long tick);
}
