namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Arithmetic and concatenation with Python's rules.</summary>
internal static class Operators
{
    public static object? Binary(Execution run, string op, object? left, object? right)
    {
        if (left is Undefined u) throw u.Fault();
        if (right is Undefined v && !(op == "%" && left is MarkedText)) throw v.Fault();
        return (op, left, right) switch
        {
            ("+", MarkedText a, MarkedText b) => Concat(run, a, b),
            ("+", JinjaList a, JinjaList b) when a.IsTuple == b.IsTuple => Join(run, a, b),
            ("*", MarkedText or JinjaList, long or bool) => Repeat(run, left, (long)Conversion.Number(right)!),
            ("*", long or bool, MarkedText or JinjaList) => Repeat(run, right, (long)Conversion.Number(left)!),
            ("%", MarkedText format, _) => Formatting.Percent(run, format, right),
            _ => Arithmetic(op, left, right),
        };
    }

    public static MarkedText Concat(Execution run, MarkedText left, MarkedText right)
    {
        if (left.Length == 0) return right;
        if (right.Length == 0) return left;
        return new MarkedBuilder(run).Append(left).Append(right).ToText();
    }

    public static object? Negate(object? value) => Conversion.Number(value) switch
    {
        long.MinValue => throw new TemplateFault("the negative of -2^63 is too large (64 bits)"),
        long n => (object)-n, // without the cast both arms would become double
        double d => -d,
        _ => throw Unfit("-", value),
    };

    private static JinjaList Join(Execution run, JinjaList left, JinjaList right)
    {
        run.SpendItems(left.Items.Count + right.Items.Count);
        return new JinjaList([.. left.Items, .. right.Items], left.IsTuple);
    }

    private static object Repeat(Execution run, object value, long times)
    {
        times = Math.Max(0, times);
        var size = value is MarkedText t ? t.Length : ((JinjaList)value).Items.Count;
        var total = (Int128)size * times > long.MaxValue ? long.MaxValue : size * times;
        run.RequireLength(total);
        if (value is JinjaList list)
        {
            run.SpendItems(total);
            return new JinjaList([.. Enumerable.Range(0, size == 0 ? 0 : (int)times).SelectMany(_ => list.Items)], list.IsTuple);
        }

        var builder = new MarkedBuilder(run);
        for (var i = 0L; size > 0 && i < times; i++) builder.Append((MarkedText)value);
        return builder.ToText();
    }

    private static object Arithmetic(string op, object? left, object? right)
    {
        if (Conversion.Number(left) is not { } a || Conversion.Number(right) is not { } b) throw Unfit(op, left, right);
        try
        {
            if (op == "/") return NonZero(b) is var d ? Numbers.Double(a) / Numbers.Double(d) : 0;
            return a is long x && b is long y ? Integers(op, x, y) : Doubles(op, Numbers.Double(a), Numbers.Double(b));
        }
        catch (OverflowException)
        {
            throw new TemplateFault($"{Conversion.Scalar(a)} {op} {Conversion.Scalar(b)} is too large (64 bits)");
        }
    }

    private static object Integers(string op, long a, long b) => op switch
    {
        "+" => (object)checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "//" => checked(a / (long)NonZero(b)) - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0),
        "%" => b == -1 ? 0L : (a % (long)NonZero(b) + b) % b,
        _ when b < 0 => Math.Pow(a, b),
        _ => Power(a, b),
    };

    private static double Doubles(string op, double a, double b) => op switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "//" => Math.Floor(a / (double)NonZero(b)),
        "%" => a - Math.Floor(a / (double)NonZero(b)) * b,
        _ => Math.Pow(a, b),
    };

    private static long Power(long a, long b)
    {
        if (a is 0 or 1) return b == 0 ? 1 : a;
        if (a == -1) return b % 2 == 0 ? 1 : -1;
        if (b > 63) throw new OverflowException();
        var result = 1L;
        for (var i = 0L; i < b; i++) result = checked(result * a);
        return result;
    }

    private static object NonZero(object value) => Numbers.Double(value) == 0 ? throw new TemplateFault("division by zero") : value;

    private static TemplateFault Unfit(string op, params ReadOnlySpan<object?> operands)
    {
        foreach (var operand in operands)
        {
            if (operand is Undefined u) return u.Fault();
        }

        var names = new List<string>();
        foreach (var operand in operands) names.Add(Conversion.TypeName(operand));
        return new TemplateFault($"'{op}' does not work on {string.Join(" and ", names)}");
    }
}
