using System.Globalization;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Python's truth, text and sequence views of a value.</summary>
internal static class Conversion
{
    public static string TypeName(object? value) => value switch
    {
        null => "none",
        bool => "boolean",
        long => "integer",
        double => "float",
        MarkedText => "text",
        JinjaList { IsTuple: true } => "tuple",
        JinjaList => "list",
        JinjaDict => "mapping",
        JinjaNamespace => "namespace",
        Function => "function",
        Undefined => "undefined value",
        _ => value.GetType().Name.ToLowerInvariant(),
    };

    public static bool Truth(object? value) => value switch
    {
        null or Undefined => false,
        bool b => b,
        long n => n != 0,
        double d => d != 0,
        MarkedText t => t.Length > 0,
        JinjaList l => l.Items.Count > 0,
        JinjaDict d => d.Entries.Count > 0,
        _ => true,
    };

    /// <summary>What <c>str(value)</c> gives.</summary>
    public static MarkedText Text(Execution run, object? value)
    {
        if (value is MarkedText text) return text;
        if (value is Undefined) return MarkedText.Empty;
        if (Scalar(value) is { } scalar) return MarkedText.Of(scalar);
        var builder = new MarkedBuilder(run);
        Representation.Write(run, builder, value);
        return builder.ToText();
    }

    /// <summary>The text of none, a bool or a number, else null.</summary>
    public static string? Scalar(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        long n => n.ToString(CultureInfo.InvariantCulture),
        double d => Numbers.Text(d),
        _ => null,
    };

    /// <summary>What a for loop would visit; a text is visited by code points.</summary>
    public static IReadOnlyList<object?> Sequence(Execution run, object? value)
    {
        switch (value)
        {
            case JinjaList list:
                return list.Items;
            case Undefined:
                return [];
            case JinjaDict dict:
                run.SpendItems(dict.Entries.Count);
                return [.. dict.Entries.Select(e => e.Key)];
            case MarkedText text:
                run.SpendItems(text.Length);
                var points = new CodePoints(text);
                return [.. Enumerable.Range(0, points.Count).Select(i => (object?)points.Slice(i, i + 1))];
            default:
                throw new TemplateFault($"a {TypeName(value)} cannot be iterated over");
        }
    }

    /// <summary>The value as a number, bools counting as 0 and 1; null when it is none.</summary>
    public static object? Number(object? value) => value switch
    {
        bool b => b ? 1L : 0L,
        long or double => value,
        _ => null,
    };

    /// <summary>Values of ours (null, bool, int, long, double, string) as a template sees them.</summary>
    public static object? FromClr(object? value, string name) => value switch
    {
        null or bool or long or double => value,
        int n => (long)n,
        string s => MarkedText.Of(s),
        _ => throw new TemplateException($"the template variable '{name}' is a {value.GetType().Name}; expected a bool, a number or a text."),
    };
}
