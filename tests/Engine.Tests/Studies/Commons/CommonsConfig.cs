using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Tests.Studies.Commons;

/// <summary>How the pasture is set up: the section <c>commons</c> of a configuration.</summary>
public sealed record CommonsConfig
{
    [Doc("How much the pasture can carry for each person."), Range(1, 1000), Unit("units")]
    public double Capacity { get; init; } = 20;

    [Doc("How much grows in a tick for each unit that is there, while the pasture is nearly bare."), Range(0, 4)]
    public double Growth { get; init; } = 0.5;

    [Doc("The most that somebody may take in a tick."), Range(1, 20), Unit("units")]
    public int Most { get; init; } = 4;
}
