using System.Text;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Tables as LaTeX takes them, with booktabs.</summary>
internal static class Latex
{
    public static string Table(DataTable table, string caption, string label)
    {
        var text = new StringBuilder("\\begin{table}[t]\n  \\centering\n");
        text.Append("  \\caption{").Append(Escape(caption)).Append("}\n  \\label{").Append(label).Append("}\n  \\begin{tabular}{");
        for (var c = 0; c < table.Columns.Count; c++) text.Append(table.Rows.Count > 0 && table.Rows.All(r => r[c] is null or long or double) ? 'r' : 'l');
        text.Append("}\n    \\toprule\n    ").AppendJoin(" & ", table.Columns.Select(Escape)).Append(" \\\\\n    \\midrule\n");
        foreach (var row in table.Rows) text.Append("    ").AppendJoin(" & ", row.Select(Cell)).Append(" \\\\\n");
        return text.Append("    \\bottomrule\n  \\end{tabular}\n\\end{table}\n").ToString();
    }

    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            safe.Append(c switch
            {
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => "\\" + c,
                _ => c.ToString(),
            });
        }

        return safe.ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "--",
        double number when double.IsNegative(number) => "$-$" + Markup.Number(-number),
        _ => Escape(Markup.Cell(value)),
    };
}
