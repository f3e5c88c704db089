using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>What documentation says about tables is so: names in the mapping of published telemetry, and in the notebooks.</summary>
public sealed class DocumentTests
{
    private static string Docs => Path.Combine(Repository.Root, "docs");

    [Test]
    public void Every_table_and_column_that_the_published_telemetry_is_mapped_to_exists()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "telemetry-published.md"));
        var named = Regex.Matches(page, @"`([a-z]+)\.(\w+)`").Select(m => (Table: m.Groups[1].Value, Column: m.Groups[2].Value)).Where(n => n.Table is not ("record" or "minds")).Distinct().ToList();

        Assert.That(named.Where(n => ExportTables.All.FirstOrDefault(t => t.Name == n.Table)?.Columns.Any(c => c.Name == n.Column) != true), Is.Empty);
        Assert.That(named, Has.Count.GreaterThan(40));
        string[] kinds = ["actions", "messages", "safety", "graph_snapshots", "metrics_snapshots", "research_facts", "citations", "report_grades", "probe_logs", "behavior_probes", "inference_events"];
        Assert.That(kinds.Where(k => !Regex.IsMatch(page, $@"^## .*\b{k}\b", RegexOptions.Multiline)), Is.Empty);
    }

    [TestCase("export-python.ipynb")]
    [TestCase("export-r.ipynb")]
    public void A_notebook_names_only_tables_and_columns_that_exist(string notebook)
    {
        var code = Code(notebook);

        var tables = Regex.Matches(code, @"\btable(?:_of)?\(""(\w+)""\)").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.That(tables.Except(ExportTables.All.Select(t => t.Name)), Is.Empty);
        Assert.That(tables, Has.Count.GreaterThan(3));
        var columns = ExportTables.All.SelectMany(t => t.Columns.Select(c => c.Name)).ToHashSet(StringComparer.Ordinal);
        // whatever is taken from a table by name, in either language
        var used = Regex.Matches(code, @"\b(?:people|actions|probes|measures|messages|answers|run)(?:\$(\w+)|\[""(\w+)""\])").Select(m => m.Groups[1].Value + m.Groups[2].Value).Distinct().ToList();
        Assert.That(used.Except(columns), Is.Empty);
        Assert.That(used, Has.Count.GreaterThan(3));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "python is called otherwise there")]
    public void The_python_notebook_runs_where_pandas_is_and_is_python_where_it_is_not()
    {
        using var made = new Exported();
        made.Persim.Run("export", Exported.Run, "--to", "csv", "--out", "tables").IsFine();
        var script = Path.Combine(made.Persim.Home, "notebook.py");
        File.WriteAllText(script, Code("export-python.ipynb"));
        var python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Python(p, made, "-c", "import pandas").Code == 0);

        var (code, said) = python is null ? Python("python3", made, "-m", "py_compile", script) : Python(python, made, script);

        Assert.That(code, Is.Not.EqualTo(127), "there is no python3 here: ./build.sh test installs it, or says that it could not");
        Assert.That(code, Is.Zero, said);
        TestContext.Out.WriteLine(python is null ? "compiled: there is no pandas here" : "run with pandas");
        if (python is not null) Assert.That(said, Does.Contain("one: town, arm steer, 24 of 24 ticks, finished").And.Contain("Rule"));
    }

    private static (int Code, string Said) Python(string python, Exported made, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", "\"$@\" 2>&1", "sh", python, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = made.Persim.Home };
        start.Environment["PERSIM_EXPORT"] = Path.Combine(made.Persim.Home, "tables");
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    private static string Code(string notebook)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "notebooks", notebook)));
        var cells = document.RootElement.GetProperty("cells").EnumerateArray().Where(c => c.GetProperty("cell_type").GetString() == "code");
        return string.Join("\n\n", cells.Select(c => string.Concat(c.GetProperty("source").EnumerateArray().Select(l => l.GetString())))) + "\n";
    }
}
