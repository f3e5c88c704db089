namespace PersonaSim.Native.Training;

/// <summary>A learning rate that a step has; between two of them it goes in a straight line.</summary>
public sealed record RateTurn(long Step, double Rate);
