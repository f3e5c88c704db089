using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>What a study lends to its probes: how it speaks to somebody now, and what somebody said.</summary>
public interface IProbeSubject
{
    /// <summary>The blocks that stand before any question to this person now, shared ones first: as in the study's own asks, memories included.</summary>
    IReadOnlyList<Block> Blocks(string who, long tick);

    /// <summary>How many of the blocks everybody shares.</summary>
    int SharedBlocks { get; }

    /// <summary>What somebody said lately, oldest first, at most so many lines.</summary>
    IReadOnlyList<SpokenLine> Said(string who, int most);
}
