namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>A whole number from a lowest to a highest point, both included.</summary>
public sealed record ScaleShape : Shape
{
    private const int Widest = 1_000_000;

    public ScaleShape(int low, int high)
    {
        if (low > high) throw new ShapeException($"A scale from {low} to {high} has no point.");
        if (low < 0 || high > Widest) throw new ShapeException($"A scale runs from 0 or more to {Widest} at most, not from {low} to {high}.");
        (Low, High) = (low, high);
    }

    public int Low { get; }

    public int High { get; }
}
