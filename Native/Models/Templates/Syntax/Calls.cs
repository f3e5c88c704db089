using PersonaSim.Native.Models.Templates.Library;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

internal enum ArgumentKind
{
    Positional,
    Named,
    Spread,
    SpreadNamed,
}

/// <summary>The arguments of a call as written.</summary>
internal sealed class ArgumentList(IReadOnlyList<(ArgumentKind Kind, string Name, Expression Value)> arguments)
{
    public static readonly ArgumentList None = new([]);

    public Arguments Evaluate(Frame frame)
    {
        if (arguments.Count == 0) return Arguments.None;
        var positional = new List<object?>();
        var named = new List<KeyValuePair<string, object?>>();
        foreach (var (kind, name, expression) in arguments)
        {
            var value = expression.Evaluate(frame);
            if (kind == ArgumentKind.Positional) positional.Add(value);
            else if (kind == ArgumentKind.Named) named.Add(new(name, value));
            else if (kind == ArgumentKind.Spread) positional.AddRange(Conversion.Sequence(frame.Run, value));
            else if (value is JinjaDict dict) named.AddRange(dict.Entries.Select(e => KeyValuePair.Create(Arguments.Text(e.Key, "'**'").Value, e.Value)));
            else throw new TemplateFault($"'**' needs a mapping, got {Conversion.TypeName(value)}");
        }

        return new Arguments(positional, named);
    }
}

internal sealed class Call(Position at, Expression callee, ArgumentList arguments) : Expression(at)
{
    protected override object? Value(Frame frame) => Invoke(frame, null);

    /// <summary>Calls, handing over a <c>call</c> block's body as the argument <c>caller</c>.</summary>
    public object? Invoke(Frame frame, Function? caller)
    {
        var function = Operand(callee, frame) switch
        {
            Function f => f,
            Undefined missing => throw missing.Fault(),
            var other => throw new TemplateFault($"a {Conversion.TypeName(other)} cannot be called"),
        };
        var given = arguments.Evaluate(frame);
        frame.Run.At = At;
        if (caller is not null) given = new Arguments(given.Positional, [.. given.Named, new("caller", caller)]);
        var result = function.Call(frame.Run, given);
        frame.Run.At = At;
        return result;
    }
}

/// <summary><c>target | name(arguments)</c>; without a target, the body of a <c>filter</c> block is it.</summary>
internal sealed class FilterCall(Position at, Expression? target, string name, ArgumentList arguments) : Expression(at)
{
    protected override object? Value(Frame frame) => Apply(frame, target?.Evaluate(frame));

    public object? Apply(Frame frame, object? body)
    {
        var input = target is FilterCall { IsOpen: true } inner ? inner.Apply(frame, body) : body;
        var given = arguments.Evaluate(frame);
        frame.Run.At = At;
        return Filters.Apply(frame.Run, name, input, given);
    }

    /// <summary>Whether the innermost target of this chain of filters is left open.</summary>
    public bool IsOpen => target is null || target is FilterCall { IsOpen: true };
}

internal sealed class TestCall(Position at, Expression target, string name, ArgumentList arguments, bool negated) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var value = target.Evaluate(frame);
        var given = arguments.Evaluate(frame);
        frame.Run.At = At;
        return Tests.Holds(frame.Run, name, value, given) != negated;
    }
}
