using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Something on which people have opinions.</summary>
public sealed record Topic
{
    [Doc("What the topic is called.")]
    public required string Name { get; init; }

    [Doc("What one may agree or disagree with.")]
    public required string Claim { get; init; }
}
