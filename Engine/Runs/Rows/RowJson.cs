using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace PersonaSim.Engine.Runs.Rows;

/// <summary>Small JSON objects and arrays for rows, written in the order given: equal content is equal text.</summary>
public static class RowJson
{
    [ThreadStatic] private static StringBuilder? _object; // rows are many and short

    public static string Object(params ReadOnlySpan<(string Name, object? Value)> data)
    {
        if (data.Length == 0) return "{}";
        var text = (_object ??= new StringBuilder(1024)).Clear().Append('{');
        foreach (var (name, value) in data)
        {
            if (text.Length > 1) text.Append(',');
            Quote(text, name).Append(':');
            Value(text, value);
        }

        return text.Append('}').ToString();
    }

    public static string Array(IEnumerable<string> items) => Array(new StringBuilder(), items).ToString();

    private static StringBuilder Array(StringBuilder text, IEnumerable<string> items)
    {
        text.Append('[');
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(',');
            first = false;
            Quote(text, item);
        }

        return text.Append(']');
    }

    private static void Value(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case bool flag: text.Append(flag ? "true" : "false"); break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)): text.Append("null"); break;
            case double number: text.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case float number: text.Append(number.ToString("R", CultureInfo.InvariantCulture)); break;
            case int or long or ulong or decimal: text.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            case string words: Quote(text, words); break;
            case IEnumerable<string> words: Array(text, words); break;
            case IEnumerable<double> numbers: text.Append('[').AppendJoin(',', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture))).Append(']'); break;
            default: throw new ArgumentException($"A row holds texts, numbers and flags, not a {value.GetType().Name}.", nameof(value));
        }
    }

    private static StringBuilder Quote(StringBuilder text, string words) => text.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(words)).Append('"');
}
