namespace PersonaSim.Engine.Runs;

/// <summary>A round of a phase of a tick, as the study sees it.</summary>
public readonly record struct Moment(long Tick, int Round);
