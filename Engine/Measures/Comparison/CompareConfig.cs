using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>What a comparison of arms declares before it is made.</summary>
public sealed record CompareConfig
{
    [Doc("The primary outcomes, such as adherence/likert/dosed or measure/trust/town, among which false findings are kept rare; without any the study's own, and everything else is exploratory."), Example("{ measure/trust/town: { bound: 0.05 } }")]
    public IReadOnlyDictionary<string, OutcomeConfig> Primary { get; init; } = new Dictionary<string, OutcomeConfig>();

    [Doc("Pairs of arms to compare, as LEFT-RIGHT; without any each arm with the first, and steer with prompt and placebo."), Example("[steer-none, steer-prompt]")]
    public IReadOnlyList<string> Contrasts { get; init; } = [];

    [Doc("What decides about a difference: a paired t test or sign flips across seeds.")]
    public CompareTest Test { get; init; }

    [Doc("The chance of a false finding among all primary outcomes and contrasts."), Range(0.0001, 0.5)]
    public double Alpha { get; init; } = 0.05;
}
