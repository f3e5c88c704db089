namespace PersonaSim.Engine.Studies.Town.Orchestration;

/// <summary>Leaves the town to itself.</summary>
public sealed class NoOrchestrator : IOrchestrator
{
    public string Guidance(string who, string role, long tick) => "";

    public string TownGoals(long tick) => "";
}
