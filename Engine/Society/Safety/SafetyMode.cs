namespace PersonaSim.Engine.Society.Safety;

/// <summary>How much the governor does.</summary>
public enum SafetyMode
{
    /// <summary>Nothing; it does not even look.</summary>
    Off,

    /// <summary>It writes down what it sees and changes nothing: for comparisons.</summary>
    LogOnly,

    /// <summary>It redacts, drops and holds doses back.</summary>
    Enforce,
}
