namespace PersonaSim.Native.Models.Templates.Values;

// A template value is null (none), bool, long, double, MarkedText, or one of these.

/// <summary>A name or attribute that does not exist: prints as nothing, is false, and refuses every operation.</summary>
internal sealed record Undefined(string Why)
{
    public TemplateFault Fault() => new(Why);
}

/// <summary>A list or tuple; immutable, as in the sandbox that Hugging Face renders in.</summary>
internal sealed class JinjaList(IReadOnlyList<object?> items, bool isTuple = false)
{
    public IReadOnlyList<object?> Items => items;

    public bool IsTuple => isTuple;
}

/// <summary>Attributes that <c>set ns.name</c> may change from an inner scope.</summary>
internal sealed class JinjaNamespace
{
    public Dictionary<string, object?> Attributes { get; } = new(StringComparer.Ordinal);
}

/// <summary>Something a template can call: a global, a bound method or a macro.</summary>
internal sealed class Function(string name, Func<Execution, Arguments, object?> body)
{
    public string Name => name;

    public object? Call(Execution run, Arguments arguments) => body(run, arguments);
}
