using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>A comparison as its page reads it: what came of it, and its finished runs, asked again.</summary>
/// <param name="Config">What all its runs share, as text.</param>
public sealed record ComparisonView(ComparisonResult Result, IReadOnlyList<ComparedView> Runs, string Config);

/// <summary>A finished run of a comparison.</summary>
/// <param name="Arm">As the comparison calls it: none2 and towns of two arms are no arms of a run.</param>
/// <param name="People">What everybody is meant to be, and what a deranged arm of this seed would make of them.</param>
/// <param name="Answers">What the store said to each query of the page.</param>
public sealed record ComparedView(string Arm, ulong Seed, RunManifest Manifest, ComparedPeople People, IReadOnlyList<IReadOnlyList<(string Outcome, object? Value)>> Answers)
{
    public string Label => $"{Arm}, seed {Seed}";

    /// <summary>Asks a run's store, which may be closed afterwards.</summary>
    public static ComparedView Read(string arm, ulong seed, RunManifest manifest, ComparedPeople people, IRunStore store) => new(arm, seed, manifest, people, ValueQueries.Read(store, people));
}
