namespace PersonaSim.Engine.Measures.Psychometrics.Reference;

/// <summary>How far the reference people lie apart in one trait, as one instrument shows it.</summary>
/// <param name="SdLatent">The unit of a dose in the latent, where doses are fitted.</param>
/// <param name="Steepness">The correlation of what was meant with what came out, over people: a spread without it is no spread of the trait.</param>
/// <param name="HumanSdScore">Of people who answered the instrument, in points of the score; null: none may be named.</param>
public sealed record TraitSpread(char Trait, int People, double? MeanScore, double? SdScore, double? MeanLatent, double? SdLatent, double? Steepness, double? Alpha, double? HumanSdScore);
