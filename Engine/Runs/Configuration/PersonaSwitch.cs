namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>From a tick on, whether personality is on.</summary>
public sealed record PersonaSwitch
{
    [Doc("The first tick of which this is so."), Range(0, 1_000_000), Unit("ticks")]
    public required long From { get; init; }

    [Doc("Whether personality reaches the model from then on.")]
    public required bool On { get; init; }
}
