namespace PersonaSim.Vectors.Cards;

/// <summary>Where the steered model still speaks and still knows what it knew.</summary>
/// <param name="Doses">Raw doses, ascending, 0 among them.</param>
/// <param name="Usable">Raw doses around 0 at which nothing is lost; null where 0 itself is not usable.</param>
/// <param name="MostRelativeSize">The |row| / |residual| that stays within what was measured as usable: the smaller of the two ends of <paramref name="Usable"/>.</param>
public sealed record CapabilitySection(IReadOnlyList<CapabilityPoint> Doses, IReadOnlyList<string> NotMeasurable, CardRange? Usable, double? MostRelativeSize);

/// <summary>A dose.</summary>
/// <param name="NatsPerCharacter">Of what the steered model wrote, to the unsteered one; its perplexity is exp of it per character.</param>
/// <param name="Repetition">Share of its word triples that stand there twice.</param>
/// <param name="Tasks">Share of right answers by task; a task at chance at dose 0 is not measurable.</param>
public sealed record CapabilityPoint(double Raw, double RelativeSize, double? NatsPerCharacter, double? Repetition, IReadOnlyDictionary<string, double> Tasks, bool Usable);
