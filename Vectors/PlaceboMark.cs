namespace PersonaSim.Vectors;

/// <summary>Says inside a vector's own file that it is a direction of permuted labels, so that nothing takes it for the trait's.</summary>
/// <param name="Of">The trait whose pairs it is made of.</param>
/// <param name="VectorSha256">The trait's own vector, beside which it was made.</param>
/// <param name="Seed">Of the signs.</param>
/// <param name="Draw">Which of the seed's row it is, from 0; `persim vectors calibrate` with the same seed asks the same ones first.</param>
public sealed record PlaceboMark(string Of, string VectorSha256, ulong Seed, int Draw);
