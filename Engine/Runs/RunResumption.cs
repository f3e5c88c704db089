namespace PersonaSim.Engine.Runs;

/// <summary>A run that went on.</summary>
/// <param name="Changes">What was not as before, e.g. another processor's backend; empty: nothing.</param>
public sealed record RunResumption(long Tick, DateTimeOffset At, IReadOnlyList<string> Changes);
