namespace PersonaSim.Engine.Agents.Memory;

/// <summary>How a memory came about; dialogue is kept from the side on which its owner stood. The numbers are stored: append only.</summary>
public enum MemoryKind
{
    /// <summary>The world's neutral sentence about what the owner saw, did or received.</summary>
    Observation = 0,

    /// <summary>The owner's own words to someone.</summary>
    Said = 1,

    /// <summary>Someone's words to the owner.</summary>
    Heard = 2,

    /// <summary>Someone's words to somebody else, in the owner's presence.</summary>
    Overheard = 3,

    /// <summary>What the owner concluded from other memories.</summary>
    Reflection = 4,

    /// <summary>What the owner intended.</summary>
    Plan = 5,
}
