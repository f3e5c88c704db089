using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Models.Templates.Syntax;

/// <summary>Expressions, loosest binding first: if-else, or, and, not, comparison, +-, ~, */, **, unary, postfix, filters and tests.</summary>
internal sealed class ExpressionParser(TokenReader tokens)
{
    private readonly OperandParser _operands = new(tokens);

    public Expression Parse(bool allowConditional = true)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw tokens.Fault("nested too deeply");
        var expression = Or();
        while (allowConditional && tokens.IsName("if"))
        {
            var at = tokens.Take().At;
            var condition = Or();
            expression = new Conditional(at, expression, condition, tokens.TrySkip(TokenKind.Name, "else") ? Parse() : null);
        }

        return expression;
    }

    /// <summary>One expression, or several with commas as a tuple.</summary>
    public Expression ParseTuple(bool allowConditional = true, bool allowEmpty = false)
    {
        var at = tokens.Current.At;
        var items = new List<Expression>();
        var isTuple = false;
        while (!EndsTuple())
        {
            items.Add(Parse(allowConditional));
            if (!tokens.TrySkip(TokenKind.Operator, ",")) break;
            isTuple = true;
        }

        if (!isTuple && items.Count == 1) return items[0];
        if (!isTuple && !allowEmpty) throw tokens.Fault($"expected an expression, found {tokens.Current.Describe()}");
        return new Sequence(at, items, isTuple: true);
    }

    /// <summary>The chain of filters that opens a <c>filter</c> or <c>set</c> block.</summary>
    public FilterCall ParseOpenFilters(bool leadingPipe) => _operands.OpenFilters(this, leadingPipe);

    public Call ParseCall() => _operands.Unary(this) as Call ?? throw tokens.Fault("'call' needs a call of a macro");

    private bool EndsTuple() => tokens.Current.Kind is TokenKind.VariableEnd or TokenKind.BlockEnd || tokens.IsOperator(")");

    private Expression Or()
    {
        var left = And();
        while (tokens.IsName("or")) left = new Logical(tokens.Take().At, false, left, And());
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (tokens.IsName("and")) left = new Logical(tokens.Take().At, true, left, Not());
        return left;
    }

    private Expression Not()
    {
        if (!tokens.IsName("not")) return Compare();
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw tokens.Fault("nested too deeply");
        return new Unary(tokens.Take().At, "not", Not());
    }

    private Expression Compare()
    {
        var first = Sum();
        var at = tokens.Current.At;
        var rest = new List<(string, Expression)>();
        while (TakeComparison() is { } op) rest.Add((op, Sum()));
        return rest.Count == 0 ? first : new Chain(at, first, rest);
    }

    private string? TakeComparison()
    {
        if (tokens.Current.Kind == TokenKind.Operator && tokens.Current.Text is "==" or "!=" or "<" or "<=" or ">" or ">=") return tokens.Take().Text;
        if (tokens.TrySkip(TokenKind.Name, "in")) return "in";
        if (!tokens.IsName("not") || !tokens.Peek.Is(TokenKind.Name, "in")) return null;
        tokens.Take();
        tokens.Take();
        return "not in";
    }

    private Expression Sum() => LeftToRight(Joined, "+", "-");

    private Expression Joined()
    {
        var at = tokens.Current.At;
        var parts = new List<Expression> { Product() };
        while (tokens.TrySkip(TokenKind.Operator, "~")) parts.Add(Product());
        return parts.Count == 1 ? parts[0] : new TextJoin(at, parts);
    }

    private Expression Product() => LeftToRight(Power, "*", "/", "//", "%");

    private Expression Power() => LeftToRight(() => _operands.Unary(this), "**");

    private Expression LeftToRight(Func<Expression> operand, params ReadOnlySpan<string> operators)
    {
        var left = operand();
        while (tokens.Current.Kind == TokenKind.Operator && operators.Contains(tokens.Current.Text))
        {
            var op = tokens.Take();
            left = new Binary(op.At, op.Text, left, operand());
        }

        return left;
    }
}
