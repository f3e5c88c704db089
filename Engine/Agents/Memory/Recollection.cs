namespace PersonaSim.Engine.Agents.Memory;

/// <summary>A memory that came back, and why: the score and the normalised terms it is the weighted sum of.</summary>
public readonly record struct Recollection(MemoryRecord Record, float Score, float Recency, float Relevance);
