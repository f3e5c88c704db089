using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>How a statement ended: on to the next one, or out of or around the innermost loop.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

internal abstract class Statement(Position at)
{
    public Flow Run(Frame frame)
    {
        frame.Run.Step();
        frame.Run.At = at;
        return Execute(frame);
    }

    protected abstract Flow Execute(Frame frame);

    protected static Flow RunAll(IReadOnlyList<Statement> body, Frame frame)
    {
        foreach (var statement in body)
        {
            if (statement.Run(frame) is not Flow.Next and var flow) return flow;
        }

        return Flow.Next;
    }

    /// <summary>Runs a body in a scope and an output of its own, and returns what it wrote.</summary>
    protected static MarkedText Capture(IReadOnlyList<Statement> body, Frame inner)
    {
        RunAll(body, inner);
        return inner.Output.ToText();
    }
}

internal sealed class Data(Position at, string text) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        frame.Output.Append(text);
        return Flow.Next;
    }
}

internal sealed class Print(Position at, Expression expression) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        frame.Output.Append(Conversion.Text(frame.Run, expression.Evaluate(frame)));
        return Flow.Next;
    }
}

internal sealed class If(Position at, IReadOnlyList<(Expression? Condition, IReadOnlyList<Statement> Body)> branches) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        foreach (var (condition, body) in branches)
        {
            if (condition is null || Conversion.Truth(condition.Evaluate(frame))) return RunAll(body, frame);
        }

        return Flow.Next;
    }
}

internal sealed class Jump(Position at, Flow flow) : Statement(at)
{
    protected override Flow Execute(Frame frame) => flow;
}

/// <summary>A body in a scope of its own: <c>with</c>, and <c>generation</c>, whose tags only matter to training.</summary>
internal sealed class Block(Position at, IReadOnlyList<(Target Target, Expression Value)> variables, IReadOnlyList<Statement> body) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        var inner = new Frame(frame);
        foreach (var (target, value) in variables) target.Assign(inner, value.Evaluate(frame));
        return RunAll(body, inner);
    }
}

/// <summary><c>set target = value</c>, or what the body wrote, filtered.</summary>
internal sealed class Set(Position at, Target target, Expression? value, FilterCall? filter, IReadOnlyList<Statement> body) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        if (value is not null) target.Assign(frame, value.Evaluate(frame));
        else
        {
            object? text = Capture(body, new Frame(frame, ownOutput: true));
            target.Assign(frame, filter is null ? text : filter.Apply(frame, text));
        }

        return Flow.Next;
    }
}

internal sealed class FilterBlock(Position at, FilterCall filter, IReadOnlyList<Statement> body) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        var text = Capture(body, new Frame(frame, ownOutput: true));
        frame.Output.Append(Conversion.Text(frame.Run, filter.Apply(frame, text)));
        return Flow.Next;
    }
}
