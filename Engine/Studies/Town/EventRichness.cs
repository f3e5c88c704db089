namespace PersonaSim.Engine.Studies.Town;

/// <summary>The ablation <c>events: none|some|rich</c>.</summary>
public enum EventRichness
{
    /// <summary>Nothing happens from outside.</summary>
    None,

    /// <summary>Something on about one day in four.</summary>
    Some,

    /// <summary>Something on about three days in four.</summary>
    Rich,
}
