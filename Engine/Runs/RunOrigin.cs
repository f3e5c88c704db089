namespace PersonaSim.Engine.Runs;

/// <summary>Where a run begins that continues another one.</summary>
public sealed record RunOrigin(string Run, long Tick, string EventHash);
