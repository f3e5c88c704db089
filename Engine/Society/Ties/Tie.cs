namespace PersonaSim.Engine.Society.Ties;

/// <summary>What somebody feels for another: as it was at <paramref name="Tick"/>; strength fades from there.</summary>
/// <param name="Strength">0 to 1: how close.</param>
/// <param name="Trust">-1 to 1.</param>
/// <param name="Meetings">How often they met.</param>
public readonly record struct Tie(int Other, double Strength, double Trust, int Meetings, long Tick);
