using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>The test that decides about a difference.</summary>
public enum CompareTest
{
    [Doc("The paired t test.")]
    T,

    [Doc("The sign-flip permutation test.")]
    SignFlip,
}
