using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>Statements: data, prints and block tags.</summary>
internal sealed class TemplateParser
{
    private const string Supported = "if, for, set, macro, call, filter, with, break, continue, raw, generation";
    private readonly TokenReader _tokens;
    private readonly ExpressionParser _expressions;
    private int _loops;

    private TemplateParser(string source)
    {
        _tokens = new TokenReader(Lexer.Lex(source));
        _expressions = new ExpressionParser(_tokens);
    }

    public static IReadOnlyList<Statement> Parse(string source)
    {
        var parser = new TemplateParser(source);
        return parser.Body(opener: null);
    }

    // statements up to one of the ending tags, whose name is left as the current token
    private List<Statement> Body(string? opener, params string[] endings)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw _tokens.Fault("blocks are nested too deeply");
        var opened = _tokens.Current.At;
        var body = new List<Statement>();
        while (true)
        {
            var token = _tokens.Take();
            switch (token.Kind)
            {
                case TokenKind.Data:
                    body.Add(new Data(token.At, token.Text));
                    break;
                case TokenKind.VariableBegin:
                    body.Add(new Print(token.At, _expressions.ParseTuple()));
                    _tokens.Expect(TokenKind.VariableEnd);
                    break;
                case TokenKind.BlockBegin:
                    if (_tokens.Current.Kind == TokenKind.Name && endings.Contains(_tokens.Current.Text)) return body;
                    body.Add(Tag(_tokens.Expect(TokenKind.Name), opener));
                    _tokens.Expect(TokenKind.BlockEnd);
                    break;
                default:
                    return opener is null ? body : throw new TemplateFault($"'{opener}' is not closed: expected '{string.Join("' or '", endings)}'") { At = opened };
            }
        }
    }

    private Statement Tag(Token tag, string? opener) => tag.Text switch
    {
        "if" => If(tag),
        "for" => For(tag),
        "set" => Set(tag),
        "macro" => Macro(tag),
        "call" => CallBlock(tag),
        "filter" => FilterBlock(tag),
        "with" => With(tag),
        "generation" => new Block(tag.At, [], Inner("generation")),
        "break" or "continue" when _loops > 0 => new Jump(tag.At, tag.Text == "break" ? Flow.Break : Flow.Continue),
        "break" or "continue" => throw new TemplateFault($"'{tag.Text}' outside of a loop") { At = tag.At },
        _ when tag.Text.StartsWith("end", StringComparison.Ordinal) || tag.Text is "else" or "elif" =>
            throw new TemplateFault($"unexpected '{tag.Text}'{(opener is null ? "" : $" inside '{opener}'")}") { At = tag.At },
        _ => throw new TemplateFault($"the tag '{tag.Text}' is not supported (supported: {Supported})") { At = tag.At },
    };

    // the rest of the opening tag is read; then the body, then 'end...'
    private List<Statement> Inner(string name)
    {
        _tokens.Expect(TokenKind.BlockEnd);
        var body = Body(name, "end" + name);
        _tokens.Take();
        return body;
    }

    private If If(Token tag)
    {
        var branches = new List<(Expression?, IReadOnlyList<Statement>)>();
        Expression? condition = _expressions.ParseTuple(allowConditional: false);
        while (true)
        {
            _tokens.Expect(TokenKind.BlockEnd);
            branches.Add((condition, condition is null ? Body("if", "endif") : Body("if", "elif", "else", "endif")));
            var next = _tokens.Take().Text;
            if (next == "endif") return new If(tag.At, branches);
            condition = next == "elif" ? _expressions.ParseTuple(allowConditional: false) : null;
        }
    }

    private For For(Token tag)
    {
        var target = Target();
        _tokens.Expect(TokenKind.Name, "in");
        var items = _expressions.ParseTuple(allowConditional: false);
        var filter = _tokens.TrySkip(TokenKind.Name, "if") ? _expressions.Parse() : null;
        if (_tokens.IsName("recursive")) throw _tokens.Fault("'recursive' loops are not supported");
        _tokens.Expect(TokenKind.BlockEnd);
        _loops++;
        var body = Body("for", "else", "endfor");
        _loops--;
        var otherwise = _tokens.Take().Text == "else" ? Inner("for") : [];
        return new For(tag.At, target, items, filter, body, otherwise);
    }

    private Set Set(Token tag)
    {
        var target = Target();
        if (_tokens.TrySkip(TokenKind.Operator, "=")) return new Set(tag.At, target, _expressions.ParseTuple(), null, []);
        var filter = _tokens.IsOperator("|") ? _expressions.ParseOpenFilters(leadingPipe: true) : null;
        return new Set(tag.At, target, null, filter, Separate("set"));
    }

    private Macro Macro(Token tag)
    {
        var name = _tokens.Expect(TokenKind.Name).Text;
        return new Macro(tag.At, name, new MacroBody(name, Parameters(), Separate("macro")));
    }

    private CallBlock CallBlock(Token tag)
    {
        IReadOnlyList<(string, Expression?)> parameters = _tokens.IsOperator("(") ? Parameters() : [];
        return new CallBlock(tag.At, _expressions.ParseCall(), new MacroBody("caller", parameters, Separate("call")));
    }

    private FilterBlock FilterBlock(Token tag) => new(tag.At, _expressions.ParseOpenFilters(leadingPipe: false), Separate("filter"));

    // a body whose output is captured: 'break' cannot leave it for a loop outside
    private List<Statement> Separate(string name)
    {
        var loops = _loops;
        _loops = 0;
        var body = Inner(name);
        _loops = loops;
        return body;
    }

    private Block With(Token tag)
    {
        var variables = new List<(Target, Expression)>();
        while (_tokens.Current.Kind != TokenKind.BlockEnd)
        {
            if (variables.Count > 0) _tokens.Expect(TokenKind.Operator, ",");
            var target = Target(single: true);
            _tokens.Expect(TokenKind.Operator, "=");
            variables.Add((target, _expressions.Parse()));
        }

        return new Block(tag.At, variables, Inner("with"));
    }

    private List<(string, Expression?)> Parameters()
    {
        var parameters = new List<(string, Expression?)>();
        _tokens.Expect(TokenKind.Operator, "(");
        while (!_tokens.TrySkip(TokenKind.Operator, ")"))
        {
            if (parameters.Count > 0) _tokens.Expect(TokenKind.Operator, ",");
            if (parameters.Count > 0 && _tokens.TrySkip(TokenKind.Operator, ")")) break;
            var name = _tokens.Expect(TokenKind.Name).Text;
            parameters.Add((name, _tokens.TrySkip(TokenKind.Operator, "=") ? _expressions.Parse() : null));
        }

        return parameters;
    }

    private Target Target(bool single = false)
    {
        var parts = new List<Target>();
        var isTuple = false;
        var closing = !single && _tokens.TrySkip(TokenKind.Operator, "(");
        do
        {
            if (parts.Count > 0 && _tokens.Current.Kind != TokenKind.Name && !_tokens.IsOperator("(")) break;
            if (_tokens.IsOperator("(")) parts.Add(Target());
            else
            {
                var name = _tokens.Expect(TokenKind.Name).Text;
                parts.Add(new Target(name, _tokens.TrySkip(TokenKind.Operator, ".") ? _tokens.Expect(TokenKind.Name).Text : null));
            }
        }
        while (!single && _tokens.TrySkip(TokenKind.Operator, ",") && (isTuple = true));

        if (closing) _tokens.Expect(TokenKind.Operator, ")");
        return isTuple ? new Target("", null, parts) : parts[0];
    }
}
