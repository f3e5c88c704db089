namespace PersonaSim.Engine.Society.Safety;

/// <summary>What becomes of a line.</summary>
public enum SafetyPolicy
{
    /// <summary>It is said as it is.</summary>
    Publish,

    /// <summary>The words that matched are taken out.</summary>
    Redact,

    /// <summary>It is not said at all.</summary>
    Drop,
}
