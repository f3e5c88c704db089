namespace PersonaSim.Engine.Studies.Reputation.World;

/// <summary>The role in which somebody is known: an honest trustee may be a timid investor.</summary>
public enum Part
{
    Investor,
    Trustee,
    Resident,
    Player,
}
