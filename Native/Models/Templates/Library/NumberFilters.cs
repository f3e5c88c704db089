using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>Filters that give numbers.</summary>
internal static class NumberFilters
{
    public static void AddTo(Dictionary<string, Func<Execution, object?, Arguments, object?>> all)
    {
        all["int"] = (_, v, a) => Int(Defined(v), a.Bind("int", "default", "base"));
        all["float"] = (_, v, a) => Float(Defined(v), a.Bind("float", "default"));
        all["abs"] = (_, v, _) => Conversion.Number(v) switch { long n and < 0 => Operators.Negate(n), double d => Math.Abs(d), { } n => n, _ => throw Fault("abs", v) };
        all["round"] = (_, v, a) => Round(v, a.Bind("round", "precision", "method"));
        all["length"] = (_, v, _) => Length(v);
        all["count"] = all["length"];
    }

    private static object? Int(object? value, object?[] given) => Conversion.Number(value) switch
    {
        long n => n,
        double d when Math.Abs(d) < 9e18 => (long)d,
        _ => (value is MarkedText t ? Numbers.ParseInt(t.Value, Arguments.Int(given[1], 10, "int")) ?? (Numbers.ParseDouble(t.Value) is { } d && Math.Abs(d) < 9e18 ? (long)d : null) : null)
            ?? Arguments.Or(given[0], 0L),
    };

    private static object? Float(object? value, object?[] given) => Conversion.Number(value) is { } n
        ? Numbers.Double(n)
        : (value is MarkedText t ? Numbers.ParseDouble(t.Value) : null) ?? Arguments.Or(given[0], 0.0);

    private static object Round(object? value, object?[] given)
    {
        if (Conversion.Number(value) is not { } number) throw Fault("round", value);
        var places = Arguments.Int(given[0], 0, "round");
        var method = Arguments.Or(given[1], null) is { } m ? Arguments.Text(m, "round").Value : "common";
        var x = Numbers.Double(number);
        var scale = Math.Pow(10, places);
        return method switch
        {
            "ceil" => Math.Ceiling(x * scale) / scale,
            "floor" => Math.Floor(x * scale) / scale,
            "common" when number is long && places >= 0 => number,
            "common" => places is >= 0 and <= 15 ? Math.Round(x, places, MidpointRounding.ToEven) : Math.Round(x * scale) / scale,
            _ => throw new TemplateFault("round: the method is common, ceil or floor"),
        };
    }

    private static long Length(object? value) => value switch
    {
        MarkedText text => new CodePoints(text).Count,
        JinjaList list => list.Items.Count,
        JinjaDict dict => dict.Entries.Count,
        Undefined => 0,
        _ => throw Fault("length", value),
    };

    private static object? Defined(object? value) => value is Undefined missing ? throw missing.Fault() : value;

    private static TemplateFault Fault(string filter, object? value) => new($"the filter '{filter}' does not take a {Conversion.TypeName(value)}");
}
