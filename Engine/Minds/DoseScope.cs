namespace PersonaSim.Engine.Minds;

/// <summary>Which tokens of an ask are steered.</summary>
public enum DoseScope
{
    /// <summary>Every token, shared blocks included; such an ask shares no prefix.</summary>
    All,

    /// <summary>The blocks behind the shared ones, and everything generated.</summary>
    Suffix,

    /// <summary>Everything generated, and the position that produces the first generated token.</summary>
    Generated,
}
