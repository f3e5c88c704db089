using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Exports;

/// <summary>Lines of CSV: an empty cell is a missing value, <c>""</c> an empty text.</summary>
public static class CsvText
{
    public static string Line(params IReadOnlyList<object?> cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) line.Append(',');
            line.Append(Cell(cells[i]));
        }

        return line.Append('\n').ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString()!),
    };

    private static string Quoted(string text) => text.Length > 0 && text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
