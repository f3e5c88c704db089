using Spectre.Console;

namespace PersonaSim.Cli.Wiring;

/// <summary>A table that leaves out its less important columns where the terminal is narrow, and says which.</summary>
internal sealed class TextTable
{
    private const int Flexible = 24; // what a column of running text should have at least
    private const int Frame = 3; // a border and a blank on either side of each cell
    private readonly List<Column> _columns = [];
    private readonly List<string[]> _rows = [];

    private sealed record Column(string Title, int Drop, bool Wraps);

    /// <summary>Adds a column.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="drop">0: it always stays; otherwise the highest goes first.</param>
    /// <param name="wraps">Running text, which may be broken.</param>
    public TextTable Add(string title, int drop = 0, bool wraps = false)
    {
        _columns.Add(new Column(title, drop, wraps));
        return this;
    }

    public void Row(params string[] cells)
    {
        if (cells.Length != _columns.Count) throw new ArgumentException($"A row has {_columns.Count} cells, not {cells.Length}.", nameof(cells));
        _rows.Add(cells);
    }

    public void Write(TextWriter output)
    {
        var shown = Fitting(Screen.Width(output));
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var i in shown) table.AddColumn(new TableColumn(new Text(_columns[i].Title)));
        foreach (var row in _rows) table.AddRow(shown.Select(i => new Text(row[i])));
        Screen.Write(output, table);
        var left = _columns.Where((_, i) => !shown.Contains(i)).Select(c => c.Title).ToList();
        if (left.Count > 0) output.WriteLine($"(too narrow for: {string.Join(", ", left)}; --json has all)");
    }

    // the columns that fit, in their order
    private List<int> Fitting(int width)
    {
        var shown = Enumerable.Range(0, _columns.Count).ToList();
        while (1 + shown.Sum(i => WidthOf(i) + Frame) > width)
        {
            var least = shown.MaxBy(i => _columns[i].Drop);
            if (_columns[least].Drop == 0) break;
            shown.Remove(least);
        }

        return shown;
    }

    private int WidthOf(int column)
    {
        var natural = Math.Max(_columns[column].Title.Length, _rows.Select(r => r[column].GetCellWidth()).DefaultIfEmpty().Max());
        return _columns[column].Wraps ? Math.Min(natural, Flexible) : natural;
    }
}
