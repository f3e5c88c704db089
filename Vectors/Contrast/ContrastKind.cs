namespace PersonaSim.Vectors.Contrast;

/// <summary>What an item of a contrast set looks like.</summary>
public enum ContrastKind
{
    /// <summary>A situation and two options, shown with letters.</summary>
    Scenario,

    /// <summary>Two sentences that somebody says of themselves, alike but for the trait.</summary>
    Statement,
}
