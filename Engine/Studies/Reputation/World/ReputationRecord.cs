namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>What one holds of another, or of themselves, in a role.</summary>
/// <param name="Note">In their own words.</param>
/// <param name="Reason">What changed it last: deal, gossip, seen, own.</param>
public sealed record ReputationRecord(int Target, Bins Bins, string Note, string Reason, long Tick);
