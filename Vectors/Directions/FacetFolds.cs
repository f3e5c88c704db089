namespace PersonaSim.Vectors.Directions;

/// <summary>Cross-fitting over facets: vectors from four of them, measured on the other two.</summary>
public static class FacetFolds
{
    /// <summary>Three folds; facets 1 and 4, 2 and 5, 3 and 6 are measured in turn.</summary>
    public static IReadOnlyList<(IReadOnlySet<int> Fit, IReadOnlySet<int> Measure)> Three { get; } =
        [.. Enumerable.Range(1, 3).Select(f => ((IReadOnlySet<int>)Enumerable.Range(1, 6).Where(i => i != f && i != f + 3).ToHashSet(), (IReadOnlySet<int>)new HashSet<int> { f, f + 3 }))];
}
