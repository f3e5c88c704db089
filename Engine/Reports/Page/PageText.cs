using System.Text;

namespace PersonaSim.Engine.Reports.Page;

/// <summary>A page while it is written: tags are the program's own, everything else is escaped on its way in; ids are given out once.</summary>
public sealed class PageText
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Id, DataTable Rows)> _written = new(StringComparer.Ordinal);

    /// <summary>Markup of the program's own.</summary>
    public PageText Tag(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Anything that somebody else wrote.</summary>
    public PageText Text(string text)
    {
        _text.Append(Markup.Escape(text));
        return this;
    }

    public PageText Element(string name, string text, string classes = "")
    {
        _text.Append('<').Append(name);
        if (classes.Length > 0) _text.Append(" class=\"").Append(classes).Append('"');
        _text.Append('>').Append(Markup.Escape(text)).Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>Takes an id for an element; one that is taken is the program's mistake.</summary>
    public string Id(string id)
    {
        if (id.Length == 0 || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) throw new ArgumentException($"'{id}' cannot be an element's id: letters, digits and '-'.", nameof(id));
        return _ids.Add(id) ? id : throw new ArgumentException($"Two elements of the page have the id '{id}'.", nameof(id));
    }

    /// <summary>Where these rows of this query stand already; null: nowhere, and from now on here.</summary>
    public string? Before(Evidence evidence, string id)
    {
        if (evidence.Query is not { } query) return null;
        if (_written.TryGetValue(query, out var there)) return Same(there.Rows, evidence.Rows) ? there.Id : null;
        _written[query] = (id, evidence.Rows);
        return null;
    }

    /// <summary>A table; numbers stand on the right.</summary>
    /// <param name="most">Rows that are shown at most.</param>
    public PageText Table(DataTable table, string caption, int most = int.MaxValue)
    {
        var isNumber = Enumerable.Range(0, table.Columns.Count).Select(c => table.Rows.Count > 0 && table.Rows.All(r => r[c] is null or long or double)).ToList();
        Tag("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Text(caption).Tag("\"><table><caption class=\"unseen\">").Text(caption).Tag("</caption><thead><tr>");
        for (var c = 0; c < table.Columns.Count; c++) Tag(isNumber[c] ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">").Text(table.Columns[c]).Tag("</th>");
        Tag("</tr></thead><tbody>");
        foreach (var row in table.Rows.Take(most))
        {
            Tag("<tr>");
            for (var c = 0; c < row.Count; c++) Tag(isNumber[c] ? "<td class=\"num\">" : "<td>").Text(Markup.Cell(row[c])).Tag("</td>");
            Tag("</tr>");
        }

        return Tag("</tbody></table></div>");
    }

    // two runs, or one that goes on, may answer one query differently
    private static bool Same(DataTable a, DataTable b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.Rows.Count != b.Rows.Count || !a.Columns.SequenceEqual(b.Columns)) return false;
        for (var i = 0; i < a.Rows.Count; i++)
        {
            if (!a.Rows[i].SequenceEqual(b.Rows[i])) return false;
        }

        return true;
    }

    public override string ToString() => _text.ToString();
}
