using PersonaSim.Native.Models.Templates.Library;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary><c>for target in items if filter ... else ... endfor</c>.</summary>
internal sealed class For(
    Position at, Target target, Expression items, Expression? filter, IReadOnlyList<Statement> body, IReadOnlyList<Statement> otherwise) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        var values = Conversion.Sequence(frame.Run, items.Evaluate(frame));
        if (filter is not null) values = [.. values.Where(v => Passes(frame, v))];
        if (values.Count == 0) return RunAll(otherwise, frame);
        var loop = new Loop(values);
        for (; loop.Index < values.Count; loop.Index++)
        {
            frame.Run.Step();
            var inner = new Frame(frame);
            target.Assign(inner, values[loop.Index]);
            inner.Set("loop", loop);
            if (RunAll(body, inner) == Flow.Break) break;
        }

        return Flow.Next;
    }

    private bool Passes(Frame frame, object? value)
    {
        var inner = new Frame(frame);
        target.Assign(inner, value);
        return Conversion.Truth(filter!.Evaluate(inner));
    }
}
