namespace PersonaSim.Engine.Measures.Probes;

/// <summary>A line and the names that occur around it, which an observer must not see.</summary>
public sealed record SpokenLine(long Tick, string Text, IReadOnlyList<string> Names);
