namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>A run of a comparison as it stands.</summary>
/// <param name="Outcomes">Null: it is not finished.</param>
public sealed record ComparedRun(string Run, string Arm, ulong Seed, string Status, string Reason, long TicksDone, string? EventHash, RunOutcomes? Outcomes);
