using System.Text;
using NUnit.Framework;
using PersonaSim.Engine.Exports;
using PersonaSim.Engine.Exports.Tables;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Native.Analytics;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Runs.Stores;

public abstract partial class StoreLaws
{
    [Test]
    public void A_snapshot_stays_at_its_moment_while_the_run_goes_on()
    {
        var random = new RandomRows(11);
        using var writer = Create("run");
        CommitRandom(writer, random, new StepId(1, 0, 0));
        using var reader = OpenRead("run");

        reader.Snapshot(snapshot =>
        {
            var (last, rows) = (snapshot.Last, snapshot.Count("select count(*) from events"));
            CommitRandom(writer, random, new StepId(2, 0, 0));

            Assert.That(snapshot.Last, Is.EqualTo(last));
            Assert.That(snapshot.Count("select count(*) from events"), Is.EqualTo(rows));
            Assert.That(last!.Id, Is.EqualTo(new StepId(1, 0, 0)));
        });

        Assert.That(reader.Last!.Id, Is.EqualTo(new StepId(2, 0, 0)));
    }

    [TestCase(ExportFormat.Parquet)]
    [TestCase(ExportFormat.Csv)]
    public void An_export_has_the_rows_that_the_store_has(ExportFormat format)
    {
        using var folder = new TempFolder();
        var random = new RandomRows(12);
        using var writer = Create("run");
        for (var tick = 0; tick < 4; tick++) CommitRandom(writer, random, new StepId(tick, 0, 0));
        using var store = OpenRead("run");

        var files = TableExport.Write(new ExportSource(new RunManifest("run", "town", 1, 2, "none", 4), [new ExportPerson("Ada", [1, -0.0, 0.5, 2, 1e-9])], store), ExportTables.All, format, folder.Path, null, default);

        using var duck = DuckConnection.Open();
        foreach (var table in ExportTables.All.Where(t => t.Stored))
        {
            var expected = store.Query($"select {string.Join(", ", table.Columns.Select(c => c.Name))} from {table.Name} order by {table.Order}").Select(row => string.Join('|', table.Columns.Select(c => Told(c, row[c.Name] is string stored ? RunSnapshot.Text(stored) : row[c.Name])))).ToList();
            using var rows = duck.Select($"select {string.Join(", ", table.Columns.Select(c => c.Name))} from '{folder.File(files.First(f => f.Name == table.Name).File)}'");
            var found = new List<string>();
            while (rows.Next()) found.Add(string.Join('|', table.Columns.Select((c, i) => Told(c, rows.Value(i)))));

            Assert.That(files.First(f => f.Name == table.Name).Rows, Is.EqualTo(expected.Count), table.Name);
            // what types a reader of CSV guesses is its own affair; the words are ours
            if (format == ExportFormat.Parquet) Assert.That(found, Is.EqualTo(expected), table.Name);
            else Assert.That(found, Has.Count.EqualTo(expected.Count), table.Name);
        }

        Assert.That(files.Sum(f => f.Rows), Is.GreaterThan(200), "random rows must be some");
    }

    private static void CommitRandom(IRunStore store, RandomRows random, StepId id)
    {
        var answers = random.Answers(id, 5, 0);
        store.CommitAnswers(id, answers);
        store.CommitStep(new CommittedStep(id, random.Text(), answers.Count, random.Text(), random.Text()), random.Log(60));
    }

    // halves of surrogate pairs are no text outside of .NET: they become the sign for what cannot be shown
    private static string Told(ExportColumn column, object? value) => value switch
    {
        null => "nothing",
        long number when column.Kind == ColumnKind.Flag => number != 0 ? "True" : "False",
        string text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
