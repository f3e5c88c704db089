using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>What people do with each other in a step.</summary>
public enum ReputationScenario
{
    [Doc("One hands over money, the other doubles it and shares the result as promised, or not.")]
    Investment,

    [Doc("Everybody decides now and then whether to join a common programme; pairs chat about it.")]
    SignUp,

    [Doc("Pairs play the prisoner's dilemma.")]
    PdGame,
}
