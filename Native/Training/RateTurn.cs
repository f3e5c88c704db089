namespace PersonaSim.Native.Training;

/// <summary>What the learning rate does from a step on.</summary>
/// <param name="Rate">The rate that the step has; from there it goes in a straight line to that of the next turn.</param>
public sealed record RateTurn(long Step, double Rate);
