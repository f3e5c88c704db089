using System.Text.Json;
using System.Xml.Linq;
using NUnit.Framework;
using PersonaSim.Cli.Tests.Runs;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Analytics;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>What an export writes, and that it says what it means.</summary>
public sealed class ExportTests
{
    private Exported _made = null!;

    [OneTimeSetUp]
    public void Live() => _made = new Exported();

    [OneTimeTearDown]
    public void Remove() => _made.Dispose();

    [Test]
    public void Every_table_is_written_with_the_names_and_types_that_the_codebook_says()
    {
        var report = _made.Persim.Run("export", Exported.Run, "--json").IsFine().Json.GetProperty("exports")[0];
        var folder = report.GetProperty("folder").GetString()!;

        using var duck = DuckConnection.Open();
        foreach (var table in ExportTables.All)
        {
            using var rows = duck.Select($"select column_name, column_type from (describe select * from '{folder}/{table.Name}.parquet')");
            var found = new List<(string, string)>();
            while (rows.Next()) found.Add(((string)rows.Value(0)!, (string)rows.Value(1)!));
            Assert.That(found, Is.EqualTo(table.Columns.Select(c => (c.Name, c.Type))), table.Name);
        }

        var files = Directory.GetFiles(folder, "*.parquet").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);
        Assert.That(files, Is.EqualTo(ExportTables.All.Select(t => t.Name).Order(StringComparer.Ordinal)));
        Assert.That(report.GetProperty("files").EnumerateArray().Where(f => f.GetProperty("name").GetString() is not ("doses" or "safety")).Select(f => f.GetProperty("rows").GetInt64()), Has.All.GreaterThan(0), "this town has something of everything else");
        Assert.That(Directory.GetFileSystemEntries(_made.Folder, "*part*"), Is.Empty);
    }

    [Test]
    public void Csv_has_the_same_columns_and_a_missing_value_is_not_an_empty_text()
    {
        var folder = Path.Combine(_made.Persim.Home, "tables");
        _made.Persim.Run("export", Exported.Run, "--to", "csv", "--out", folder).IsFine();

        foreach (var table in ExportTables.All) Assert.That(File.ReadLines(Path.Combine(folder, table.Name + ".csv")).First(), Is.EqualTo(string.Join(',', table.Columns.Select(c => c.Name))));
        var rest = File.ReadLines(Path.Combine(folder, "actions.csv")).First(l => l.Contains(",rest,", StringComparison.Ordinal));
        Assert.That(rest, Does.Contain(",rest,,").And.EndWith(",true,\"\",false"), "no target is missing, no reason is an empty text");
    }

    [Test]
    public void The_codebook_in_the_documentation_is_the_one_that_the_program_writes()
    {
        var page = _made.Persim.Run("export", "--codebook").IsFine().Output;

        var kept = File.ReadAllText(Path.Combine(Testing.Repository.Root, "docs", "codebook.md"));
        Assert.That(kept.ReplaceLineEndings("\n"), Is.EqualTo(page.ReplaceLineEndings("\n")), "write it anew: bin/persim export --codebook > docs/codebook.md");
    }

    [Test]
    public void Every_column_of_the_store_is_exported_or_said_to_be_left_out()
    {
        using var store = SqliteRunStore.OpenRead(_made.Folder);
        var stored = store.Query("select m.name t, p.name c from sqlite_master m, pragma_table_info(m.name) p where m.type = 'table'").Select(r => (Table: (string)r["t"]!, Column: (string)r["c"]!)).ToList();
        var known = ExportTables.All.Where(t => t.Stored).SelectMany(t => t.Columns.Select(c => (t.Name, c.Name))).ToList();
        var left = ExportTables.LeftOut.Select(l => l.Name).ToList();

        Assert.That(stored.Where(s => !known.Contains((s.Table, s.Column)) && !left.Contains(s.Table) && !left.Contains($"{s.Table}.{s.Column}")), Is.Empty);
        Assert.That(known.Except(stored), Is.Empty);
    }

    [Test]
    public void Every_measure_and_kind_of_event_is_in_the_codebook()
    {
        var persim = _made.Persim;
        string[] runs = ["research", "policy", "nav"];
        foreach (var environment in runs) persim.Run("run", "town.small", "--mock", "--env", environment, "--population", "8", "--ticks", "9", "--run-id", environment).IsFine();
        string[] games = ["investment", "sign_up", "pd_game"];
        foreach (var game in games) persim.Run("run", "reputation", "--mock", "--scenario", game, "--population", "8", "--ticks", "6", "--run-id", game).IsFine();

        foreach (var (study, names) in new[] { ("town", (string[])[Exported.Run, .. runs]), ("reputation", games) })
        {
            var (measures, events) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
            foreach (var name in names)
            {
                using var store = SqliteRunStore.OpenRead(Path.Combine(persim.Home, "runs", name));
                measures.UnionWith(store.Query("select distinct name from measures").Select(r => (string)r["name"]!));
                events.UnionWith(store.Query("select distinct kind from events").Select(r => (string)r["kind"]!));
            }

            Assert.That(measures.Except(NamedValues.Measures.Where(v => v.Study == study).Select(v => v.Name)), Is.Empty, study);
            Assert.That(events.Except(NamedValues.Events.Where(v => v.Study == study).Select(v => v.Name)), Is.Empty, study);
            Assert.That(measures, Has.Count.GreaterThan(10));
        }
    }

    [Test]
    public void A_run_that_is_still_written_is_exported_with_a_note()
    {
        var persim = _made.Persim;
        persim.Run([.. RunTests.Town("going"), "--set", "minds.agents.caps.calls=1200"]);
        using var writer = SqliteRunStore.Open(Path.Combine(persim.Home, "runs", "going"));

        var export = persim.Run("export", "going", "--json").IsFine();
        var status = persim.Run("query", "going", "select status, ticks_done, ticks from run", "--json").IsFine().Json.GetProperty("rows")[0];

        Assert.That(export.Error, Does.Contain("going is not finished").And.Contain("of 20 ticks"));
        Assert.That(status.GetProperty("status").GetString(), Is.EqualTo("stopped"));
        Assert.That(status.GetProperty("ticks_done").GetInt64(), Is.InRange(1, 19));
    }

    [Test]
    public void A_part_up_to_a_tick_has_no_later_rows()
    {
        var persim = _made.Persim;

        var last = persim.Run("query", Exported.Run + "@7", "select (select max(tick) from actions) a, (select max(tick) from answers) b, (select ticks_done from run) c", "--json").IsFine().Json.GetProperty("rows")[0];

        Assert.That(new[] { "a", "b", "c" }.Select(n => last.GetProperty(n).GetInt64()), Is.EqualTo(new long[] { 7, 7, 8 }));
    }

    [Test]
    public void The_graph_has_everybody_with_their_traits_and_every_tie_with_its_weight()
    {
        var persim = _made.Persim;
        persim.Run("export", Exported.Run, "--to", "graphml").IsFine();
        var sums = persim.Run("query", Exported.Run, "select count(*) n, sum(weight) w, (select sum(len(json_extract_string(hearers, '$[*]'))) from messages) lines from edges where tick = (select max(tick) from edges)", "--json").IsFine().Json.GetProperty("rows")[0];

        var (ties, talk) = (Graph("tie"), Graph("talk"));
        var weights = ties.Edges.Select(e => double.Parse(e.Elements().First(d => (string)d.Attribute("key")! == "a_weight").Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.That(ties.Nodes, Has.Count.EqualTo(8));
        Assert.That(ties.Nodes[0].Elements().Select(d => (string)d.Attribute("key")!), Is.SupersetOf(new[] { "a_label", "a_E", "a_A", "a_C", "a_N", "a_O" }));
        Assert.That(weights, Has.Count.EqualTo(sums.GetProperty("n").GetInt32()));
        Assert.That(weights.Sum(), Is.EqualTo(sums.GetProperty("w").GetDouble()).Within(1e-9));
        Assert.That(talk.Edges.Sum(e => double.Parse(e.Elements().First().Value, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(sums.GetProperty("lines").GetDouble()));
        Assert.That(ties.Edges.Select(e => (string)e.Attribute("source")!).Concat(ties.Edges.Select(e => (string)e.Attribute("target")!)).Distinct(), Is.SubsetOf(ties.Nodes.Select(n => (string)n.Attribute("id")!)));
    }

    [Test]
    public void Mistakes_are_one_line_and_leave_nothing()
    {
        var persim = _made.Persim;
        var mine = Directory.CreateDirectory(Path.Combine(persim.Home, "mine")).FullName;
        File.WriteAllText(Path.Combine(mine, "thesis.txt"), "years");

        persim.Run("export", Exported.Run, "--tables", "action").IsOneLineOfError(1, "no table 'action'", "Did you mean actions?");
        persim.Run("export", Exported.Run, "--to", "parket").IsOneLineOfError(1, "--to parket", "parquet");
        persim.Run("export", "two").IsOneLineOfError(1, "There is no run 'two'");
        persim.Run("export").IsOneLineOfError(1, "export wants a run");
        persim.Run("export", Exported.Run, "--to", "graphml", "--tables", "edges").IsOneLineOfError(1, "--tables belongs to");
        persim.Run("export", Exported.Run, "--out", mine).IsOneLineOfError(1, "no export", "--out");
        Assert.That(Directory.GetFileSystemEntries(mine).Select(Path.GetFileName), Is.EqualTo(new[] { "thesis.txt" }));
        Assert.That(Directory.GetFileSystemEntries(persim.Home, "*part*"), Is.Empty);
    }

    [Test]
    public void A_newer_export_replaces_an_older_one_as_a_whole()
    {
        var persim = _made.Persim;
        var folder = Path.Combine(persim.Home, "again");

        persim.Run("export", Exported.Run, "--out", folder).IsFine();
        persim.Run("export", Exported.Run, "--out", folder, "--tables", "people").IsFine();

        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "codebook.md", "export.json", "people.parquet" }));
        Assert.That(JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "export.json"))).RootElement.GetProperty("run").GetString(), Is.EqualTo(Exported.Run));
    }

    private (List<XElement> Nodes, List<XElement> Edges) Graph(string kind)
    {
        var graph = XDocument.Load(Path.Combine(_made.Folder, "graphml", kind + ".graphml")).Root!;
        return ([.. graph.Descendants(graph.Name.Namespace + "node")], [.. graph.Descendants(graph.Name.Namespace + "edge")]);
    }
}
