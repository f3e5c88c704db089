namespace PersonaSim.Engine.Measures.Nightly;

/// <summary>How a study stands against its baseline.</summary>
public enum NightlyStatus
{
    Same,
    Moved,

    /// <summary>There is no baseline yet, or one of other settings.</summary>
    NoBaseline,

    /// <summary>It could not be run to its end.</summary>
    Failed,

    /// <summary>What it came to is the baseline from now on.</summary>
    Accepted,
}
