namespace PersonaSim.Vectors.Contrast;

/// <summary>A high and a low text that differ in a trait and in as little else as possible.</summary>
/// <param name="Trait">One of E, A, C, N, O; null where the set is a control.</param>
/// <param name="Facet">1 to 6; 0 where the set has no facets.</param>
/// <param name="Situation">Empty for statements.</param>
/// <param name="HighFirst">Whether the high option carries the first letter; null for statements.</param>
public sealed record ContrastItem(string Id, char? Trait, int Facet, string FacetName, ContrastSplit Split, ContrastKind Kind, string Situation, bool? HighFirst, string High, string Low)
{
    /// <summary>Line of its file, from 1.</summary>
    public int Line { get; init; }
}
