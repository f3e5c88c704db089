using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Exports;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Exports;
using PersonaSim.Native;
using PersonaSim.Native.Analytics;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim query RUN "select ..."`: SQL over a run's tables, which it cannot change.</summary>
internal static class QueryCommand
{
    private const int Shown = 200; // rows in a terminal; --csv and --json have all

    private static readonly Argument<string> _run = new("run") { Description = "A run, by name or path, also while it goes on; RUN@TICK is everything up to a tick.", HelpName = "RUN" };
    private static readonly Argument<string> _sql = new("sql") { Description = "One query in DuckDB's SQL, over the tables of `persim export --codebook`; - reads it from the input.", HelpName = "SQL" };
    private static readonly Option<bool> _csv = new("--csv") { Description = "Print CSV: an empty cell is a missing value." };

    private sealed record Column(string Name, string Type);

    private sealed record Report(IReadOnlyList<Column> Columns, IReadOnlyList<Dictionary<string, object?>> Rows);

    public static Command Create()
    {
        var command = new Command("query", "Asks SQL of a run's tables. They are copied into memory first, so no query can change the run, read a file or write one.") { _run, _sql, _csv, RunOptions.Json };
        HelpWithExamples.Declare(command,
            "persim query town.small-steer-7 \"select action, count(*) n from actions group by all order by n desc\"",
            "persim query town.small-steer-7 \"select who, avg(value) E from probes where trait = 'E' and condition = 'dosed' group by who\" --csv",
            "persim query town.small-steer-7 \"show tables\"",
            "persim query town.small-steer-7@99 \"summarize measures\" --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (parsed.GetValue(_csv) && parsed.GetValue(RunOptions.Json)) throw new InputException("--csv and --json: take one of them.");
        var sql = parsed.GetRequiredValue(_sql);
        if (sql == "-") sql = Console.In.ReadToEnd();
        if (string.IsNullOrWhiteSpace(sql)) throw new InputException("The query is empty; e.g. persim query RUN \"select count(*) from actions\".");
        using var open = OpenRun.Of(parsed.GetRequiredValue(_run), error);
        using var line = new ProgressLine(error, $"reading {open.Folder.Run}", 1000);
        using var query = TableQuery.Ask(open.Source, sql, (done, total) => line.Report(total == 0 ? 0 : 1000 * done / total), cancellation);
        line.Dispose();
        if (parsed.GetValue(_csv)) Csv(output, query.Rows, cancellation);
        else if (parsed.GetValue(RunOptions.Json)) Document(output, query.Rows, cancellation);
        else Table(output, query.Rows, cancellation);
        return 0;
    }

    private static void Csv(TextWriter output, DuckRows rows, CancellationToken cancellation)
    {
        output.Write(CsvText.Line([.. rows.Names]));
        foreach (var row in All(rows, cancellation)) output.Write(CsvText.Line(row));
    }

    private static void Document(TextWriter output, DuckRows rows, CancellationToken cancellation)
    {
        var names = new List<string>();
        foreach (var name in rows.Names) names.Add(names.Contains(name) ? $"{name}_{names.Count}" : name);
        var columns = names.Select((name, i) => new Column(name, rows.Kinds[i].ToString().ToLowerInvariant())).ToList();
        Json.Write(output, new Report(columns, [.. All(rows, cancellation).Select(row => names.Select((name, i) => (name, Value: Finite(row[i]))).ToDictionary(p => p.name, p => p.Value, StringComparer.Ordinal))]));
    }

    private static void Table(TextWriter output, DuckRows rows, CancellationToken cancellation)
    {
        var table = new TextTable();
        foreach (var name in rows.Names) table.Add(name.Length == 0 ? " " : PrintableText.Of(name));
        long count = 0;
        foreach (var row in All(rows, cancellation))
        {
            if (++count <= Shown) table.Row([.. row.Select(Told)]);
        }

        table.Write(output);
        output.WriteLine(count > Shown ? $"{Words.Count(count, "row")}, the first {Shown} shown; --csv has all" : Words.Count(count, "row"));
    }

    private static IEnumerable<object?[]> All(DuckRows rows, CancellationToken cancellation)
    {
        while (rows.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return [.. Enumerable.Range(0, rows.Names.Count).Select(rows.Value)];
        }
    }

    // JSON has no infinity and no NaN
    private static object? Finite(object? value) => value is double number && !double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : value;

    private static string Told(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture) is var text && (text != "0" || number == 0) && Math.Abs(number) < 1e15 ? text : number.ToString("0.######e+0", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => PrintableText.Of(value.ToString()!),
    };
}
