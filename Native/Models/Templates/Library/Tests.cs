using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>What may follow <c>is</c>.</summary>
internal static class Tests
{
    public static bool Holds(Execution run, string name, object? value, Arguments a) => name switch
    {
        "defined" => value is not Undefined,
        "undefined" => value is Undefined,
        "none" => value is null,
        "string" => value is MarkedText,
        "mapping" => value is JinjaDict,
        "iterable" or "sequence" => value is MarkedText or JinjaList or JinjaDict or Undefined,
        "number" => Conversion.Number(value) is not null,
        "integer" => value is long,
        "float" => value is double,
        "boolean" => value is bool,
        "true" => value is true,
        "false" => value is false,
        "callable" => value is Function or Undefined,
        "odd" => Remainder(run, value, 2L) == 1,
        "even" => Remainder(run, value, 2L) == 0,
        "divisibleby" => Remainder(run, value, One(a, name)) == 0,
        "lower" => Text(run, value) is var t && t.Any(char.IsLower) && !t.Any(char.IsUpper),
        "upper" => Text(run, value) is var t && t.Any(char.IsUpper) && !t.Any(char.IsLower),
        "sameas" => value is null or bool or long or double ? Equals(value, One(a, name)) : ReferenceEquals(value, One(a, name)),
        "escaped" => false,
        "filter" => Filters.Exists(Text(run, value)),
        "test" => IsTest(Text(run, value)),
        "in" => Comparison.Test(run, "in", value, One(a, name)),
        _ when Operator(name) is { } op => Comparison.Test(run, op, value, One(a, name)),
        _ => throw new TemplateFault($"the test '{name}' is not supported"),
    };

    private static string? Operator(string name) => name switch
    {
        "eq" or "equalto" or "==" => "==",
        "ne" or "!=" => "!=",
        "lt" or "lessthan" or "<" => "<",
        "le" or "<=" => "<=",
        "gt" or "greaterthan" or ">" => ">",
        "ge" or ">=" => ">=",
        _ => null,
    };

    private static bool IsTest(string name) => Operator(name) is not null
        || name is "defined" or "undefined" or "none" or "string" or "mapping" or "iterable" or "sequence" or "number" or "integer" or "float" or "boolean" or "true"
            or "false" or "callable" or "odd" or "even" or "divisibleby" or "lower" or "upper" or "sameas" or "escaped" or "filter" or "test" or "in";

    private static string Text(Execution run, object? value) => Conversion.Text(run, value).Value;

    private static object? One(Arguments a, string name) => Arguments.Required(a.Bind($"the test '{name}'", "other")[0], $"the test '{name}'", "other");

    private static double Remainder(Execution run, object? value, object? by) => Conversion.Number(value) is not null
        ? Numbers.Double(Operators.Binary(run, "%", value, by)!)
        : throw new TemplateFault($"this test needs a number, got {Conversion.TypeName(value)}");
}
