using System.Runtime.CompilerServices;
using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>What stands between operators: literals, names, subscripts, calls, filters and tests.</summary>
internal sealed class OperandParser(TokenReader tokens)
{
    public Expression Unary(ExpressionParser outer, bool withFilters = true)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw tokens.Fault("nested too deeply");
        var at = tokens.Current.At;
        var node = tokens.IsOperator("-") || tokens.IsOperator("+")
            ? new Unary(at, tokens.Take().Text, Unary(outer, withFilters: false))
            : Primary(outer);
        node = Postfix(outer, node);
        return withFilters ? FiltersAndTests(outer, node) : node;
    }

    public FilterCall OpenFilters(ExpressionParser outer, bool leadingPipe)
    {
        FilterCall? node = null;
        while (leadingPipe || node is not null ? tokens.TrySkip(TokenKind.Operator, "|") : node is null) node = Filter(outer, node);
        return node ?? throw tokens.Fault("expected a filter");
    }

    private Expression Primary(ExpressionParser outer)
    {
        var token = tokens.Take();
        switch (token.Kind)
        {
            case TokenKind.Name:
                return token.Text switch
                {
                    "true" or "True" => new Literal(token.At, true),
                    "false" or "False" => new Literal(token.At, false),
                    "none" or "None" => new Literal(token.At, null),
                    _ => new Name(token.At, token.Text),
                };
            case TokenKind.String:
                var text = token.Text;
                while (tokens.Current.Kind == TokenKind.String) text += tokens.Take().Text;
                return new Literal(token.At, MarkedText.Of(text));
            case TokenKind.Integer:
                var radix = token.Text.Length > 1 ? char.ToLowerInvariant(token.Text[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 } : 10;
                return new Literal(token.At, Whole(token, radix));
            case TokenKind.Float:
                return new Literal(token.At, Numbers.ParseDouble(token.Text));
            case TokenKind.Operator when token.Text == "(":
                var inner = outer.ParseTuple(allowEmpty: true);
                tokens.Expect(TokenKind.Operator, ")");
                return inner;
            case TokenKind.Operator when token.Text == "[":
                return new Sequence(token.At, [.. Until("]", () => outer.Parse())], isTuple: false);
            case TokenKind.Operator when token.Text == "{":
                return new Mapping(token.At, [.. Until("}", () => Entry(outer))]);
            default:
                throw new TemplateFault($"expected an expression, found {token.Describe()}") { At = token.At };
        }
    }

    private static long? Whole(Token token, int radix)
    {
        try
        {
            return Numbers.ParseInt(token.Text, radix);
        }
        catch (TemplateFault fault)
        {
            throw new TemplateFault(fault.Message) { At = token.At };
        }
    }

    private (Expression, Expression) Entry(ExpressionParser outer)
    {
        var key = outer.Parse();
        tokens.Expect(TokenKind.Operator, ":");
        return (key, outer.Parse());
    }

    // items with commas, a trailing comma allowed
    private List<T> Until<T>(string close, Func<T> item)
    {
        var items = new List<T>();
        while (!tokens.TrySkip(TokenKind.Operator, close))
        {
            if (items.Count > 0) tokens.Expect(TokenKind.Operator, ",");
            if (items.Count > 0 && tokens.TrySkip(TokenKind.Operator, close)) break;
            items.Add(item());
        }

        return items;
    }

    private Expression Postfix(ExpressionParser outer, Expression node)
    {
        while (true)
        {
            var at = tokens.Current.At;
            if (tokens.IsOperator("(")) node = new Call(at, node, Arguments(outer));
            else if (tokens.TrySkip(TokenKind.Operator, ".")) node = Attribute(at, node);
            else if (tokens.TrySkip(TokenKind.Operator, "[")) node = Subscript(outer, at, node);
            else return node;
        }
    }

    private Expression Attribute(Position at, Expression node)
    {
        if (tokens.Current.Kind == TokenKind.Integer) return new Item(at, node, new Literal(at, Whole(tokens.Take(), 10)));
        return new Member(at, node, tokens.Expect(TokenKind.Name).Text);
    }

    private Expression Subscript(ExpressionParser outer, Position at, Expression node)
    {
        var bounds = new Expression?[3];
        var colons = 0;
        while (!tokens.IsOperator("]"))
        {
            if (tokens.TrySkip(TokenKind.Operator, ":")) colons++;
            else if (bounds[colons] is null) bounds[colons] = outer.Parse();
            else throw tokens.Fault($"expected ']', found {tokens.Current.Describe()}");
            if (colons > 2) throw tokens.Fault("a slice has at most two colons");
        }

        tokens.Take();
        if (colons > 0) return new Slice(at, node, bounds[0], bounds[1], bounds[2]);
        return new Item(at, node, bounds[0] ?? throw tokens.Fault("expected an index"));
    }

    private Expression FiltersAndTests(ExpressionParser outer, Expression node)
    {
        while (true)
        {
            if (tokens.TrySkip(TokenKind.Operator, "|")) node = Filter(outer, node);
            else if (tokens.IsName("is")) node = Test(outer, node);
            else if (tokens.IsOperator("(")) node = new Call(tokens.Current.At, node, Arguments(outer));
            else return node;
        }
    }

    private FilterCall Filter(ExpressionParser outer, Expression? target)
    {
        var name = tokens.Expect(TokenKind.Name);
        return new FilterCall(name.At, target, name.Text, tokens.IsOperator("(") ? Arguments(outer) : ArgumentList.None);
    }

    private TestCall Test(ExpressionParser outer, Expression target)
    {
        var at = tokens.Take().At;
        var negated = tokens.TrySkip(TokenKind.Name, "not");
        var name = tokens.Expect(TokenKind.Name).Text;
        var arguments = ArgumentList.None;
        if (tokens.IsOperator("(")) arguments = Arguments(outer);
        else if (StartsOperand()) arguments = new ArgumentList([(ArgumentKind.Positional, "", Postfix(outer, Primary(outer)))]);
        return new TestCall(at, target, name, arguments, negated);
    }

    private bool StartsOperand() => tokens.Current.Kind switch
    {
        TokenKind.String or TokenKind.Integer or TokenKind.Float => true,
        TokenKind.Operator => tokens.Current.Text is "[" or "{",
        TokenKind.Name => tokens.Current.Text is not ("else" or "or" or "and" or "is" or "if" or "in" or "not"),
        _ => false,
    };

    private ArgumentList Arguments(ExpressionParser outer)
    {
        tokens.Expect(TokenKind.Operator, "(");
        return new ArgumentList(Until(")", () =>
        {
            if (tokens.TrySkip(TokenKind.Operator, "*")) return (ArgumentKind.Spread, "", outer.Parse());
            if (tokens.TrySkip(TokenKind.Operator, "**")) return (ArgumentKind.SpreadNamed, "", outer.Parse());
            if (tokens.Current.Kind != TokenKind.Name || !tokens.Peek.Is(TokenKind.Operator, "=")) return (ArgumentKind.Positional, "", outer.Parse());
            var name = tokens.Take().Text;
            tokens.Take();
            return (ArgumentKind.Named, name, outer.Parse());
        }));
    }
}
