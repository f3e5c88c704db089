namespace PersonaSim.Engine.Agents.Memory;

/// <summary>One thing an agent means to do.</summary>
/// <param name="Slot">The time slot of the day for which it is meant; null: after the one before it.</param>
public sealed record Intention(string What, string? Place = null, int? Slot = null);
