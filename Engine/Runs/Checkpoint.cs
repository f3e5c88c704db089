namespace PersonaSim.Engine.Runs;

/// <summary>The state behind a tick's last step.</summary>
public sealed record Checkpoint(long Tick, int StateVersion, string EventHash, string ProbeHash, byte[] State);
