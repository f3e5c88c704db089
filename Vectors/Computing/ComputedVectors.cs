using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Computing;

/// <summary>The vectors of one model, with the controls they were held against.</summary>
/// <param name="Resumed">Texts that an earlier computation had captured already.</param>
public sealed record ComputedVectors(IReadOnlyList<TraitVector> Traits, LayerVectors Agree, LayerVectors Valence, int Texts, long Tokens, int Resumed);
