namespace PersonaSim.Vectors.Capture;

/// <summary>The two ends of a contrast.</summary>
public enum Pole
{
    High,
    Low,
}
