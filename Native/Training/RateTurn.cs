namespace PersonaSim.Native.Training;

/// <summary>What the learning rate does from a step on.</summary>
/// <param name="Rate">The rate that the step has; from there it goes in a straight line to that of the next turn.</param>
/// <param name="Steps">In place of a rate: it falls along the cosine of a training with so many steps.</param>
public sealed record RateTurn(long Step, double Rate, long Steps = 0);
