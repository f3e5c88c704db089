namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>An embedding of so many numbers.</summary>
public sealed record VectorShape : Shape
{
    public VectorShape(int length)
    {
        if (length < 1) throw new ShapeException($"A vector has at least one number, not {length}.");
        Length = length;
    }

    public int Length { get; }
}
