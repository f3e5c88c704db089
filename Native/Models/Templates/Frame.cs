using PersonaSim.Native.Models.Templates.Library;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates;

/// <summary>One scope: its variables, the scope around it, and where its statements write.</summary>
internal sealed class Frame
{
    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);
    private readonly Frame? _outer;

    public Frame(Execution run)
    {
        Run = run;
        Output = new MarkedBuilder(run);
    }

    public Frame(Frame outer, bool ownOutput = false)
    {
        _outer = outer;
        Run = outer.Run;
        Output = ownOutput ? new MarkedBuilder(Run) : outer.Output;
    }

    public Execution Run { get; }

    public MarkedBuilder Output { get; }

    public void Set(string name, object? value) => _variables[name] = value;

    public object? Get(string name)
    {
        for (var frame = this; frame is not null; frame = frame._outer)
        {
            if (frame._variables.TryGetValue(name, out var value)) return value;
        }

        return Globals.Find(Run, name) ?? (object)new Undefined($"'{name}' is undefined");
    }
}
