using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>Named parameters with defaults, and a body whose output is the value of a call.</summary>
internal sealed class MacroBody(string name, IReadOnlyList<(string Name, Expression? Default)> parameters, IReadOnlyList<Statement> body)
{
    /// <summary>The macro as a value; it sees the scope it was defined in, as that is at the time of the call.</summary>
    public Function In(Frame scope, Func<IReadOnlyList<Statement>, Frame, MarkedText> capture) =>
        new(name, (_, given) => capture(body, Bind(scope, given)));

    private Frame Bind(Frame scope, Arguments given)
    {
        var frame = new Frame(scope, ownOutput: true);
        if (given.Positional.Count > parameters.Count) throw new TemplateFault($"macro '{name}' takes at most {parameters.Count} arguments, got {given.Positional.Count}");
        foreach (var (key, value) in given.Named)
        {
            if (key != "caller" && parameters.All(p => p.Name != key)) throw new TemplateFault($"macro '{name}' has no argument '{key}'");
            frame.Set(key, value);
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            var (parameter, otherwise) = parameters[i];
            if (i < given.Positional.Count) frame.Set(parameter, given.Positional[i]);
            else if (given.Named.All(n => n.Key != parameter))
            {
                frame.Set(parameter, otherwise is null ? new Undefined($"macro '{name}' was not given '{parameter}'") : otherwise.Evaluate(frame));
            }
        }

        return frame;
    }
}

internal sealed class Macro(Position at, string name, MacroBody body) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        frame.Set(name, body.In(frame, Capture));
        return Flow.Next;
    }
}

/// <summary><c>call macro(...)</c>: the body becomes the macro's <c>caller</c>.</summary>
internal sealed class CallBlock(Position at, Call call, MacroBody body) : Statement(at)
{
    protected override Flow Execute(Frame frame)
    {
        frame.Output.Append(Conversion.Text(frame.Run, call.Invoke(frame, body.In(frame, Capture))));
        return Flow.Next;
    }
}
