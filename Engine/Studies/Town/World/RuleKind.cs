namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>What a rule of the town does. The numbers are stored: append only.</summary>
public enum RuleKind
{
    /// <summary>Who steals is fined, and pays back.</summary>
    NoTheft = 0,

    /// <summary>Who quarrels in public is fined.</summary>
    NoQuarrels = 1,

    /// <summary>The town takes less of every wage.</summary>
    LowerTax = 2,

    /// <summary>The town takes more of every wage.</summary>
    HigherTax = 3,

    /// <summary>The hungry who cannot pay are fed by the town.</summary>
    FeedTheHungry = 4,
}
