namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>What a level, 1 to 7, achieved in its own trait.</summary>
public sealed record LevelPoint(int Level, double Latent, double? Score);
