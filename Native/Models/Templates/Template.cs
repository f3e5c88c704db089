using PersonaSim.Native.Models.Templates.Syntax;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates;

/// <summary>A parsed template; rendering it changes nothing in it, so one may be shared.</summary>
internal sealed class Template
{
    private readonly string _name;
    private readonly IReadOnlyList<Statement> _body;

    private Template(string name, IReadOnlyList<Statement> body)
    {
        _name = name;
        _body = body;
    }

    public static Template Parse(string source, string name)
    {
        try
        {
            return new Template(name, TemplateParser.Parse(source));
        }
        catch (TemplateFault fault)
        {
            throw new TemplateException($"chat template '{name}', {fault.At}: {OneLine(fault)}. Choose another with --chat-template.", fault);
        }
    }

    public MarkedText Render(IEnumerable<KeyValuePair<string, object?>> variables, TemplateLimits limits, DateTime? date = null)
    {
        var run = new Execution(limits, date);
        var frame = new Frame(run);
        foreach (var (name, value) in variables) frame.Set(name, value);
        try
        {
            foreach (var statement in _body) statement.Run(frame);
            return frame.Output.ToText();
        }
        catch (TemplateFault fault)
        {
            var where = fault.At ?? run.At;
            throw new TemplateException(fault.Raised
                ? $"chat template '{_name}' refuses this conversation: {OneLine(fault)} ({where})"
                : $"chat template '{_name}', {where}: {OneLine(fault)}. Choose another with --chat-template.", fault);
        }
    }

    // the message may hold the template's own words, however many and on however many lines
    private static string OneLine(TemplateFault fault)
    {
        const int Longest = 500;
        var text = fault.Message.Length > Longest ? fault.Message[..Longest] + "..." : fault.Message;
        return string.Concat(text.ReplaceLineEndings(" ").Where(c => !char.IsControl(c)));
    }
}
