using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Shapes;

/// <summary>A shape that cannot be used, found when it is built.</summary>
public sealed class ShapeException(string message) : PersimException(message)
{
    public override int ExitCode => 1;
}
