namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>What a call, filter or test was given.</summary>
internal sealed class Arguments(IReadOnlyList<object?> positional, IReadOnlyList<KeyValuePair<string, object?>> named)
{
    public static readonly Arguments None = new([], []);

    /// <summary>Stands where a call left a parameter out.</summary>
    public static readonly object Absent = new();

    public IReadOnlyList<object?> Positional => positional;

    public IReadOnlyList<KeyValuePair<string, object?>> Named => named;

    /// <summary>One value per parameter name, <see cref="Absent"/> where none was given.</summary>
    public object?[] Bind(string callee, params ReadOnlySpan<string> parameters)
    {
        if (positional.Count > parameters.Length) throw new TemplateFault($"{callee} takes at most {parameters.Length} arguments, got {positional.Count}");
        var bound = new object?[parameters.Length];
        for (var i = 0; i < bound.Length; i++) bound[i] = i < positional.Count ? positional[i] : Absent;
        foreach (var (name, value) in named)
        {
            var at = parameters.IndexOf(name);
            if (at < 0) throw new TemplateFault($"{callee} has no argument '{name}'");
            if (at < positional.Count) throw new TemplateFault($"{callee} got '{name}' twice");
            bound[at] = value;
        }

        return bound;
    }

    public static object? Or(object? value, object? otherwise) => ReferenceEquals(value, Absent) ? otherwise : value;

    public static object? Required(object? value, string callee, string parameter) => ReferenceEquals(value, Absent)
        ? throw new TemplateFault($"{callee} needs '{parameter}'")
        : value;

    public static bool IsTrue(object? value, bool otherwise) => ReferenceEquals(value, Absent) ? otherwise : Conversion.Truth(value);

    public static int Int(object? value, int otherwise, string callee) => Or(value, (long)otherwise) switch
    {
        long n => (int)Math.Clamp(n, int.MinValue, int.MaxValue),
        bool b => b ? 1 : 0,
        null => otherwise,
        var other => throw new TemplateFault($"{callee} needs a whole number, got {Conversion.TypeName(other)}"),
    };

    public static MarkedText Text(object? value, string callee) => value switch
    {
        MarkedText text => text,
        Undefined missing => throw missing.Fault(),
        _ => throw new TemplateFault($"{callee} needs a text, got {(ReferenceEquals(value, Absent) ? "nothing" : Conversion.TypeName(value))}"),
    };
}
