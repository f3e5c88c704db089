using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>Compiled shapes: the asks of a phase share a few.</summary>
internal sealed class Automata
{
    private const int Most = 512; // beyond that shapes are personal, and compiling again is cheap
    private readonly Dictionary<Shape, ShapeAutomaton> _known = [];

    public ShapeAutomaton Of(Shape shape)
    {
        if (_known.TryGetValue(shape, out var known)) return known;
        if (_known.Count == Most) _known.Clear();
        return _known[shape] = ShapeAutomaton.Compile(shape);
    }
}
