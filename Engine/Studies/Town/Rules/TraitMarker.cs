namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>A behaviour that shows a trait.</summary>
/// <param name="Class">A deed's class, a talk act, a wording or a plan's purpose.</param>
/// <param name="Trait">One of E, A, C, N, O.</param>
/// <param name="Weight">
/// What one standard deviation adds to the log-odds of it; its sign is the pole that shows it more often.
/// </param>
public readonly record struct TraitMarker(MarkerKind Kind, string Class, char Trait, double Weight);
