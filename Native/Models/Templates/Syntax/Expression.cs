using PersonaSim.Native.Models.Templates.Library;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>Something with a value.</summary>
internal abstract class Expression(Position at)
{
    public Position At => at;

    public object? Evaluate(Frame frame)
    {
        frame.Run.Step();
        frame.Run.At = at;
        return Value(frame);
    }

    protected abstract object? Value(Frame frame);

    /// <summary>Evaluates an operand and returns to this expression's place, which an error then names.</summary>
    protected object? Operand(Expression operand, Frame frame)
    {
        var value = operand.Evaluate(frame);
        frame.Run.At = at;
        return value;
    }
}

internal sealed class Literal(Position at, object? value) : Expression(at)
{
    protected override object? Value(Frame frame) => value;
}

internal sealed class Name(Position at, string name) : Expression(at)
{
    public string Identifier => name;

    protected override object? Value(Frame frame) => frame.Get(name);
}

internal sealed class Sequence(Position at, IReadOnlyList<Expression> items, bool isTuple) : Expression(at)
{
    public IReadOnlyList<Expression> Items => items;

    public bool IsTuple => isTuple;

    protected override object? Value(Frame frame) => new JinjaList([.. items.Select(i => i.Evaluate(frame))], isTuple);
}

internal sealed class Mapping(Position at, IReadOnlyList<(Expression Key, Expression Value)> entries) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var dict = new JinjaDict();
        foreach (var (key, value) in entries) dict.Set(Operand(key, frame), Operand(value, frame));
        return dict;
    }
}

/// <summary><c>then if condition else otherwise</c>.</summary>
internal sealed class Conditional(Position at, Expression then, Expression condition, Expression? otherwise) : Expression(at)
{
    protected override object? Value(Frame frame) => Conversion.Truth(condition.Evaluate(frame))
        ? then.Evaluate(frame)
        : otherwise is null ? new Undefined("the inline 'if' was false and has no 'else'") : otherwise.Evaluate(frame);
}

/// <summary><c>and</c> and <c>or</c>, which return the deciding operand.</summary>
internal sealed class Logical(Position at, bool isAnd, Expression left, Expression right) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var first = left.Evaluate(frame);
        return Conversion.Truth(first) == isAnd ? right.Evaluate(frame) : first;
    }
}

internal sealed class Unary(Position at, string op, Expression operand) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var value = Operand(operand, frame);
        return op switch
        {
            "not" => !Conversion.Truth(value),
            "-" => Operators.Negate(value),
            _ => Operators.Binary(frame.Run, "+", 0L, value),
        };
    }
}

internal sealed class Binary(Position at, string op, Expression left, Expression right) : Expression(at)
{
    protected override object? Value(Frame frame) => Operators.Binary(frame.Run, op, left.Evaluate(frame), Operand(right, frame));
}

/// <summary><c>a ~ b ~ c</c>: every operand as text.</summary>
internal sealed class TextJoin(Position at, IReadOnlyList<Expression> parts) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var builder = new MarkedBuilder(frame.Run);
        foreach (var part in parts) builder.Append(Conversion.Text(frame.Run, Operand(part, frame)));
        return builder.ToText();
    }
}

/// <summary><c>a &lt; b &lt;= c</c>: each neighbour compared, each operand evaluated once.</summary>
internal sealed class Chain(Position at, Expression first, IReadOnlyList<(string Op, Expression Right)> rest) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var left = Operand(first, frame);
        foreach (var (op, operand) in rest)
        {
            var right = Operand(operand, frame);
            if (!Comparison.Test(frame.Run, op, left, right)) return false;
            left = right;
        }

        return true;
    }
}

internal sealed class Member(Position at, Expression target, string name) : Expression(at)
{
    protected override object? Value(Frame frame) => Access.Attribute(Operand(target, frame), name);
}

internal sealed class Item(Position at, Expression target, Expression key) : Expression(at)
{
    protected override object? Value(Frame frame) => Access.Item(frame.Run, Operand(target, frame), Operand(key, frame));
}

internal sealed class Slice(Position at, Expression target, Expression? start, Expression? stop, Expression? step) : Expression(at)
{
    protected override object? Value(Frame frame)
    {
        var value = Operand(target, frame);
        long? Bound(Expression? e) => e is null ? null : Operand(e, frame) switch
        {
            null => null,
            long n => n,
            bool b => b ? 1 : 0,
            Undefined u => throw u.Fault(),
            var other => throw new TemplateFault($"a slice needs whole numbers, got {Conversion.TypeName(other)}"),
        };

        return Access.Slice(frame.Run, value, Bound(start), Bound(stop), Bound(step) ?? 1);
    }
}
