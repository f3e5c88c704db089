namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Work at a place.</summary>
/// <param name="Wage">For a shift of one tick, in cents.</param>
/// <param name="Good">What a shift brings to the market, or -1.</param>
/// <param name="Output">How many of it.</param>
/// <param name="Weight">How common the job is.</param>
/// <param name="Task">What one does there, for talk and memory.</param>
public sealed record Job(string Name, string Place, long Wage, int Good, int Output, int Weight, string Task);
