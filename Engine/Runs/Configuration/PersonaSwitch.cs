namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>From a tick on, whether personality is on, and how large its doses are.</summary>
public sealed record PersonaSwitch
{
    [Doc("The first tick of which this is so."), Range(0, 1_000_000), Unit("ticks")]
    public required long From { get; init; }

    [Doc("How much of each dose is given from then on; texts stay as they are."), Range(-10, 10)]
    public double Factor { get; init; } = 1;

    [Doc("Whether personality reaches the model from then on, by texts and doses.")]
    public bool On { get; init; } = true;
}
