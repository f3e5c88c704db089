using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>What is declared of an outcome beforehand.</summary>
public sealed record OutcomeConfig
{
    [Doc("A difference smaller than this does not matter: arms whose difference is surely smaller are called equivalent; 0 declares none."), Range(0, 1e12), Unit("the outcome's own")]
    public double Bound { get; init; }
}
