namespace PersonaSim.Engine.Reports.Charts;

/// <summary>A place in a picture, in its own units; y grows downwards.</summary>
public readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Box Inside(double left, double top, double right, double bottom) => new(X + left, Y + top, Math.Max(1, Width - left - right), Math.Max(1, Height - top - bottom));
}
