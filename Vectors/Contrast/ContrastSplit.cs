namespace PersonaSim.Vectors.Contrast;

/// <summary>What an item is for: making a direction, or judging it.</summary>
public enum ContrastSplit
{
    Train,
    Test,
}
