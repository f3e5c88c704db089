namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>A rule, proposed or in force.</summary>
/// <param name="Text">As its proposer worded it.</param>
/// <param name="Proposer">-1: founded with the town.</param>
/// <param name="Since">When it was proposed, or came into force.</param>
public sealed record TownRule(int Id, RuleKind Kind, string Text, int Proposer, long Since)
{
    public int Yes { get; init; }

    public int No { get; init; }
}
