namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>What befalls the town on a day. The numbers are stored: append only.</summary>
public enum DayEvent
{
    None = 0,

    /// <summary>Nobody gets to work outside.</summary>
    Storm = 1,

    /// <summary>The square and the tavern are full of music; resting there is better.</summary>
    Festival = 2,

    /// <summary>Half of the food in the market is lost.</summary>
    Shortage = 3,

    /// <summary>A cart from the next town brings goods.</summary>
    Caravan = 4,

    /// <summary>Some are ill and weak.</summary>
    Sickness = 5,
}
