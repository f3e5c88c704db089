namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What a run keeps beside its answers.</summary>
public sealed record RecordConfig
{
    [Doc("Keep the text of every prompt, stored once by its hash; without it only the hashes are kept.")]
    public bool Prompts { get; init; }

    [Doc("How often the state is saved; a resumed run recomputes what came after the last time, from recorded answers."), Range(1, 1_000_000), Unit("ticks")]
    public int CheckpointEvery { get; init; } = 20;
}
