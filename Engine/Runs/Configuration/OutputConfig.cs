namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>Where a run is written.</summary>
public sealed record OutputConfig
{
    [Doc("The folder in which each run gets a folder of its own.")]
    public string Root { get; init; } = "runs";
}
