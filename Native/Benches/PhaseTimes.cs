namespace PersonaSim.Native.Benches;

/// <summary>Wall time of the two phases of one repeat.</summary>
public readonly record struct PhaseTimes(double PromptSeconds, double GenerateSeconds);
