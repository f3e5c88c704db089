namespace PersonaSim.Engine.Measures.Probes.Scores;

/// <summary>How far somebody agreed with an item, from 1 to 5 and not yet reversed; null: unanswered.</summary>
public readonly record struct ItemAnswer(bool Plus, double? Agreement);
