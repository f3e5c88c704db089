namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>Free text of one line, from 1 character to a limit (Unicode scalars).</summary>
public sealed record TextShape : Shape
{
    private const int Longest = 20_000;

    public TextShape(int limit)
    {
        if (limit is < 1 or > Longest) throw new ShapeException($"A text has a limit of 1 to {Longest} characters, not {limit}.");
        Limit = limit;
    }

    public int Limit { get; }
}
