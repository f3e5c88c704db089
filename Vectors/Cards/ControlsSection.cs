namespace PersonaSim.Vectors.Cards;

/// <summary>
/// Directions without the trait, asked the same. The test: p = (1 + permuted directions whose effect is at least the real one's) / (1 + permuted
/// directions), and a trait is steered when p is at most 0.01 (it exceeds the 99th percentile) and its effect's 95 % interval over items lies
/// above 0. With five traits the family-wise error is at most 5 x 0.01, however the traits depend on each other.
/// </summary>
/// <param name="TestDose">Raw; effects are half the difference between plus and minus it.</param>
/// <param name="P">Null where nothing was measured.</param>
/// <param name="Adjusted">After Holm, over the traits calibrated together.</param>
/// <param name="Family">How many traits those were.</param>
/// <param name="KlMatched">Permuted directions at doses whose mean KL divergence equals the real one's.</param>
/// <param name="Others">letter, agree, valence and the deranged trait, each layer as long as the real direction's.</param>
public sealed record ControlsSection(
    double TestDose, ulong Seed, ItemEffect Effect, double Divergence, double? P, double? Adjusted, int Family, ControlSpread Permuted, ControlSpread Isotropic, ControlSpread KlMatched, IReadOnlyList<ControlEffect> Others);

/// <summary>Effects of many directions.</summary>
/// <param name="Count">Directions that were measured.</param>
/// <param name="P99">The smallest effect that at most 1 % of them exceed.</param>
/// <param name="Exceeded">Share of them whose effect is smaller than the real one's.</param>
/// <param name="Divergence">Mean KL divergence of theirs.</param>
public sealed record ControlSpread(int Count, double? Mean, double? Sd, double? P95, double? P99, double? Most, double? Exceeded, double? Divergence, IReadOnlyList<double> Effects);

public sealed record ControlEffect(string Name, double? Latent, double? Divergence);
