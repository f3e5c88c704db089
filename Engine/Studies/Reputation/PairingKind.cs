using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>Who is paired with whom.</summary>
public enum PairingKind
{
    [Doc("By chance or by reputation, anew at each step.")]
    Free,

    [Doc("The first with the second, the third with the fourth, at every step.")]
    Fixed,
}
