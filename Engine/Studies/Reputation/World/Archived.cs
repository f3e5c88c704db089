namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>A record that was replaced, and why.</summary>
/// <param name="Tick">When it was replaced.</param>
public sealed record Archived(Part Part, ReputationRecord Old, string Reason, long Tick);
