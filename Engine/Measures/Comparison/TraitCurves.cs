namespace PersonaSim.Engine.Measures.Comparison;

/// <summary>What doses of a trait and the texts of its levels achieve on one instrument and one model: the curves behind an equal score.</summary>
/// <param name="Matched">Doses are given for what texts achieve (persona.match: achieved), not for trait units.</param>
/// <param name="Doses">The rising branch that doses are looked up on.</param>
/// <param name="Texts">Empty where texts were not measured.</param>
public sealed record TraitCurves(string Trait, string Instrument, bool Matched, IReadOnlyList<DosePoint> Doses, IReadOnlyList<TextPoint> Texts);

/// <param name="Units">Trait units from nobody in particular that the raw dose achieves.</param>
public sealed record DosePoint(double Raw, double Units);

/// <param name="Level">1 to 7.</param>
/// <param name="Units">Trait units from nobody in particular that the text achieves.</param>
/// <param name="Raw">The dose that achieves the same; null: out of the doses' reach.</param>
public sealed record TextPoint(int Level, double Latent, double? Score, double Units, double? Raw);
