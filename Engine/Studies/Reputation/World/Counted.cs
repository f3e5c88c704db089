namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>What a step counts.</summary>
public enum Counted
{
    Pairs,
    Chosen,
    Refusals,
    Successes,
    Choices,
    GoodChoices,
    BadChoices,
    Decisions,
    Joined,
    TiesMade,
    TiesCut,
    GossipGood,
    GossipBad,
    GossipNeutral,
    GossipRetold,
    GossipStories,
    GossipDoubted,
    Invalid,
}
