namespace PersonaSim.Engine.Measures.Probes.Scores;

/// <summary>A trait of somebody, as measured at one moment under one condition.</summary>
public sealed record PersonScore(string Who, string Condition, char Trait, TraitScore Measured);
