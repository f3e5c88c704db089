using System.Security.Cryptography;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests.Exports;

/// <summary>SQL over a run: it answers, and can change nothing.</summary>
public sealed class QueryTests
{
    private Exported _made = null!;

    [OneTimeSetUp]
    public void Live() => _made = new Exported();

    [OneTimeTearDown]
    public void Remove() => _made.Dispose();

    [Test]
    public void Rows_come_as_a_table_as_csv_and_as_json()
    {
        const string Sql = "select name, E, E > 0 as outgoing, null as nothing from people order by place_in_list limit 2";

        var table = _made.Persim.Run("query", Exported.Run, Sql).IsFine().Output;
        var csv = _made.Persim.Run("query", Exported.Run, Sql, "--csv").IsFine().Output.Split('\n');
        var json = _made.Persim.Run("query", Exported.Run, Sql, "--json").IsFine().Json;
        var first = json.GetProperty("rows")[0];

        Assert.That(table, Does.Contain("outgoing").And.Contain("2 rows"));
        Assert.That(csv[0], Is.EqualTo("name,E,outgoing,nothing"));
        Assert.That(csv[1], Is.EqualTo($"{first.GetProperty("name").GetString()},{first.GetProperty("E").GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture)},{(first.GetProperty("outgoing").GetBoolean() ? "true" : "false")},"));
        Assert.That(json.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("type").GetString()), Is.EqualTo(new[] { "text", "real", "flag", "whole" }));
    }

    [TestCase("delete from actions", "only a query")]
    [TestCase("create table mine as select * from actions", "only a query")]
    [TestCase("copy actions to 'stolen.csv'", "cannot be run on one")]
    [TestCase("attach 'runs/one/run.db'", "only a query")]
    [TestCase("pragma enable_profiling", "only a query")]
    [TestCase("set enable_external_access = true", "only a query")]
    [TestCase("select 1; delete from actions", "statements")]
    [TestCase("select * from read_text('runs/one/config.yaml')", "disabled by configuration")]
    [TestCase("select * from 'runs/one/manifest.json'", "disabled by configuration")]
    [TestCase("select * from glob('*')", "disabled by configuration")]
    [TestCase("select * from actoins", "does not exist")]
    [TestCase("select nobody from actions", "nobody")]
    [TestCase("selekt 1", "selekt")]
    [TestCase(" ", "The query is empty")]
    public void What_does_more_than_read_the_tables_is_refused_and_the_run_stays_as_it_was(string sql, string word)
    {
        var before = Files();

        _made.Persim.Run("query", Exported.Run, sql).IsOneLineOfError(1, word);

        Assert.That(Files(), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_made.Persim.Home), Is.Empty);
    }

    [Test]
    public void All_tables_are_there_for_whoever_looks()
    {
        var tables = _made.Persim.Run("query", Exported.Run, "show tables", "--csv").IsFine().Output;

        Assert.That(tables.Trim().Split('\n').Skip(1), Is.EquivalentTo(Engine.Exports.Tables.ExportTables.All.Select(t => t.Name)));
    }

    private Dictionary<string, string> Files() => Directory.GetFiles(_made.Folder, "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith("-wal", StringComparison.Ordinal))
        .ToDictionary(f => f, f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal);
}
