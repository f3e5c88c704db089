namespace PersonaSim.Native.Steering;

/// <summary>Which tokens of a sequence are steered.</summary>
public enum SteeringScope
{
    /// <summary>Every token, as llama.cpp's own control vector does.</summary>
    All,

    /// <summary>The agent's own part and everything generated; the shared prefix stays unsteered, so it is computed once for everyone.</summary>
    Suffix,

    /// <summary>Everything generated, and the position that produces the first generated token.</summary>
    Generated,
}

public static class SteeringScopes
{
    /// <summary>The first steered position of a sequence with this many shared and prompt tokens.</summary>
    public static int FirstPosition(this SteeringScope scope, int prefixTokens, int promptTokens) => scope switch
    {
        SteeringScope.All => 0,
        SteeringScope.Suffix => prefixTokens,
        SteeringScope.Generated => Math.Max(0, promptTokens - 1),
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
