namespace PersonaSim.Engine.Runs;

/// <summary>How far a loop goes and how it keeps what it does.</summary>
/// <param name="Ticks">Ticks in all, those that the store already holds included.</param>
public sealed record TickPlan(long Ticks)
{
    /// <summary>A checkpoint behind every so many ticks.</summary>
    public long CheckpointEvery { get; init; } = 20;

    /// <summary>Keep the text of every prompt, by its hash.</summary>
    public bool KeepPrompts { get; init; }

    /// <summary>A replay: every answer comes from the store, nothing is written, no mind is needed.</summary>
    public bool RecordedOnly { get; init; }

    /// <summary>Fold all of it again, whatever checkpoints there are.</summary>
    public bool FromTheStart { get; init; }

    /// <summary>The state with which the run began, where it continues another.</summary>
    public Checkpoint? From { get; init; }
}
