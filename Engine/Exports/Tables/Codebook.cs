using System.Globalization;
using System.Text;

namespace PersonaSim.Engine.Exports.Tables;

/// <summary>The meaning of every table and column, as a page.</summary>
public static class Codebook
{
    public static string Write()
    {
        var page = new StringBuilder("""
            # Codebook: the tables of a run

            Written by `persim export --codebook`; do not edit it here. `persim export RUN --to parquet` and `--to csv` write a file for each table, also where
            it has no rows; `persim query RUN "select ..."` asks the same tables. Whole numbers are 64 bits, real numbers double precision, JSON is text. In CSV an
            empty cell is a missing value and `""` an empty text.

            | table | one row is |
            |---|---|

            """);
        foreach (var table in ExportTables.All) page.Append(CultureInfo.InvariantCulture, $"| [`{table.Name}`](#{table.Name}) | {table.Meaning} |\n");
        foreach (var table in ExportTables.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {table.Name}\n{table.Meaning}\n\n| column | type | missing | meaning |\n|---|---|---|---|\n");
            foreach (var column in table.Columns) page.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {Word(column.Kind)} | {(column.Empty ? "may be" : "never")} | {column.Meaning} |\n");
        }

        Names(page, "Measures", "measures.name", NamedValues.Measures);
        Names(page, "Kinds of events", "events.kind", NamedValues.Events);
        page.Append("\n## Not exported\n");
        foreach (var (name, reason) in ExportTables.LeftOut) page.Append(CultureInfo.InvariantCulture, $"- `{name}`: {reason}.\n");
        return page.ToString();
    }

    private static void Names(StringBuilder page, string title, string column, IReadOnlyList<NamedValue> values)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\nWhat `{column}` may hold.\n\n| study | name | meaning |\n|---|---|---|\n");
        foreach (var value in values) page.Append(CultureInfo.InvariantCulture, $"| {value.Study} | `{value.Name}` | {value.Meaning} |\n");
    }

    private static string Word(ColumnKind kind) => kind switch
    {
        ColumnKind.Whole => "whole number",
        ColumnKind.Real => "real number",
        ColumnKind.Flag => "true or false",
        ColumnKind.Json => "JSON",
        _ => "text",
    };
}
