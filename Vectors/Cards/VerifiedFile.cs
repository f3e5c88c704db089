namespace PersonaSim.Vectors.Cards;

/// <summary>Another file of the model a card was calibrated on, usually another quantisation: some of the card's doses measured on it.</summary>
/// <param name="Base">Hash of what every quantisation of a model has in common; the card's model has the same.</param>
/// <param name="Mind">As in the calibration.</param>
/// <param name="Tolerance">How far a shift may lie from the card's, in trait units: so much, or <paramref name="Share"/> of the card's, whichever is more.</param>
/// <param name="Reason">What was found, in words.</param>
public sealed record VerifiedFile(CardModel Model, string Base, IReadOnlyDictionary<string, string> Mind, double Tolerance, double Share, IReadOnlyList<VerifiedDose> Doses, bool Accepted, string Reason);

/// <param name="Wanted">Trait units that the card says.</param>
/// <param name="Found">What the dose did on this file, in the card's own units; null where items were not answered.</param>
public sealed record VerifiedDose(double Raw, double Wanted, double? Found);
