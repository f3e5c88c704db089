namespace PersonaSim.Engine.Minds;

/// <summary>So much of a named direction, in the direction's own units.</summary>
public readonly record struct DirectionDose(string Direction, float Dose);
