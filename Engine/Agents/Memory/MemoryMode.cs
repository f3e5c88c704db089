namespace PersonaSim.Engine.Agents.Memory;

/// <summary>The ablation <c>memory: full|recent|none</c>. It changes what comes back, never what is stored: the arms of a comparison keep the same stream.</summary>
public enum MemoryMode
{
    /// <summary>The memories that score best for the situation.</summary>
    Full,

    /// <summary>The newest memories, whatever they are about.</summary>
    Recent,

    /// <summary>Nothing comes back, and nothing is reflected upon.</summary>
    None,
}
