using System.Text;

namespace PersonaSim.Engine.Reports;

/// <summary>Rows under named columns: strings, longs, doubles or nothing.</summary>
public sealed record DataTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public int Column(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == name) return i;
        }

        throw new ArgumentException($"There is no column '{name}' among {string.Join(", ", Columns)}.", nameof(name));
    }

    public string Text(int row, string column) => Markup.Raw(Rows[row][Column(column)]);

    public double? Number(int row, string column) => Rows[row][Column(column)] switch
    {
        double d => d,
        long l => l,
        _ => null,
    };

    /// <summary>
    /// RFC 4180. A spreadsheet would run a text that begins like a formula: such a text gets an apostrophe in front; numbers keep their signs.
    /// </summary>
    public string Csv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Columns.Select(c => Quote(c, isText: true))).Append('\n');
        foreach (var row in Rows) text.AppendJoin(',', row.Select(v => Quote(Markup.Raw(v), v is string))).Append('\n');
        return text.ToString();
    }

    private static string Quote(string cell, bool isText)
    {
        if (isText && cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal)) cell = "'" + cell;
        return cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
