using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>What an experimenter plants.</summary>
public enum Behaviour
{
    [Doc("Left to their own choice.")]
    Ordinary,

    [Doc("Cooperates always.")]
    Cooperator,

    [Doc("Takes what they can, always.")]
    Exploiter,

    [Doc("Cooperates with everybody but those who wronged them once.")]
    Grim,
}
