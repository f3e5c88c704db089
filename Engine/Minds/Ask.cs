using PersonaSim.Engine.Minds.Recorded;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds;

/// <summary>One question to one agent: plain data that can be stored, sent and asked again.</summary>
public sealed record Ask(AskKey Key, IReadOnlyList<Block> Blocks, Shape Shape)
{
    /// <summary>
    /// How many leading blocks are the world's and not the agent's: many asks share them, they are computed once, and the suffix scope leaves
    /// them unsteered. Declared, not guessed from the page, so that an ask means the same alone and among others.
    /// </summary>
    public int SharedBlocks { get; init; }

    /// <summary>The mind of the run's map that answers.</summary>
    public string Mind { get; init; } = "agents";

    public AskMode Mode { get; init; } = AskMode.Sample;

    /// <summary>Doses by direction, in the directions' declared order; empty: unsteered.</summary>
    public IReadOnlyList<DirectionDose> Doses { get; init; } = [];

    public DoseScope Scope { get; init; } = DoseScope.Suffix;

    /// <summary>
    /// A block for which the prompt leaves room, whether it, a shorter one of its name or none is there: optional blocks must not be dropped in
    /// one arm and kept in another. It is no part of the ask's hash; the texts it comes from are in the manifest.
    /// </summary>
    public Block? Reserve { get; init; }

    /// <summary>The key of all draws for this ask.</summary>
    public ulong Seed { get; init; }

    /// <summary>What an answer may depend on besides the mind: blocks, shape, mode, doses, scope and seed.</summary>
    public string Hash()
    {
        var hashes = PartHash.OfThread;
        return hashes.Whole(hashes.Parts(this));
    }
}
