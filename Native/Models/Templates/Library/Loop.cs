using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>The variable <c>loop</c>.</summary>
internal sealed class Loop(IReadOnlyList<object?> items)
{
    private IReadOnlyList<object?>? _lastSeen;

    public int Index { get; set; }

    public object? Attribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)items.Count - Index,
        "revindex0" => items.Count - Index - 1L,
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "previtem" => Index > 0 ? items[Index - 1] : new Undefined("there is no previous item"),
        "nextitem" => Index + 1 < items.Count ? items[Index + 1] : new Undefined("there is no next item"),
        "cycle" => new Function("loop.cycle", (_, a) => a.Positional.Count > 0 ? a.Positional[Index % a.Positional.Count] : throw new TemplateFault("loop.cycle needs values")),
        "changed" => new Function("loop.changed", Changed),
        _ => new Undefined($"'loop' has no attribute '{name}'"),
    };

    private object? Changed(Execution run, Arguments arguments)
    {
        var same = _lastSeen is not null && Comparison.Equal(run, new JinjaList(_lastSeen), new JinjaList(arguments.Positional));
        _lastSeen = arguments.Positional;
        return !same;
    }
}
