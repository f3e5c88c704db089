using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>Published faults that published numbers depend on; all off.</summary>
public sealed record CompatConfig
{
    [Doc("Count ties to blacklisted people in the network's measures, as the published graph does, whose filter never matches.")]
    public bool UnfilteredGraph { get; init; }
}
