namespace PersonaSim.Native.Steering;

public enum SteeringMode
{
    /// <summary>Patch where the proof at load holds, grouped otherwise; which one it became is recorded.</summary>
    Auto,

    /// <summary>One vector per row of the batch; a model or context where that is not exact is refused.</summary>
    Patch,

    /// <summary>Sequences with equal doses decode together under the library's own vector: correct everywhere, slower.</summary>
    Grouped,
}

/// <summary>Asks for a context that steers.</summary>
public sealed record SteeringOptions(SteeringTable Table, SteeringMode Mode = SteeringMode.Auto);
