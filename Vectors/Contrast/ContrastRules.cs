namespace PersonaSim.Vectors.Contrast;

/// <summary>How many items of each split a set needs at least.</summary>
public sealed record ContrastRules(int Train, int Test, int FacetTrain, int FacetTest)
{
    /// <summary>Below 100 pairs the mean difference is mostly the pairs' own noise; a fifth more leaves room for nested splits.</summary>
    public static ContrastRules Trait { get; } = new(120, 40, 20, 7);

    /// <summary>The sets without trait content, which only project out or compare.</summary>
    public static ContrastRules Control { get; } = new(30, 10, 0, 0);

    /// <summary>Somebody else's set: any number, no facets.</summary>
    public static ContrastRules Imported { get; } = new(1, 0, 0, 0);
}
