namespace PersonaSim.Engine.Measures.Psychometrics.Scores;

/// <summary>What a scale measures, in one unit.</summary>
/// <param name="Value">Null where it was not measured.</param>
/// <param name="Acquiescence">How far agreement exceeds the middle whatever the key says; null where items have one key only.</param>
/// <param name="Error">Standard error over items, each a cluster of its own; null where a half has fewer than two.</param>
public sealed record ScaleValue(double? Value, double? Acquiescence, double? Error);
