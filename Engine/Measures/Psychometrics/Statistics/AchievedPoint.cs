namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>What a setting achieved.</summary>
/// <param name="Setting">A level of a text (-3 to 3), or a dose.</param>
public readonly record struct AchievedPoint(double Setting, double Latent, double? Score);
