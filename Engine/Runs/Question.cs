using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs;

/// <summary>An ask as a study makes it, before the arm adds doses, persona text and seed: a study never knows its arm.</summary>
public sealed record Question(Ask Ask, Personality Personality = Personality.Own);
