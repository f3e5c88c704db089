using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Computing;

/// <summary>What became of one trait.</summary>
/// <param name="Direction">Behind all captured blocks; the file holds the steered ones.</param>
/// <param name="Letter">First letter against second; null where the set has no letters.</param>
/// <param name="Refused">Why nothing was written, or null.</param>
public sealed record TraitVector(string Trait, string Path, LayerVectors Direction, LayerVectors? Letter, ComputedSection Computed, string? Refused, IReadOnlyList<string> Warnings);
