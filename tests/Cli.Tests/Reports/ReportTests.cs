using System.Globalization;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests.Reports;

/// <summary>`persim report`: what it says is what the store says.</summary>
public sealed class ReportTests
{
    private Persim _persim = null!;
    private PageFile _town = null!;
    private PageFile _games = null!;

    [OneTimeSetUp]
    public void Let_two_societies_live()
    {
        _persim = new Persim();
        _persim.Run("run", "town.small", "--mock", "--ticks", "56", "--run-id", "town", "--set", "population=16").IsFine();
        _persim.Run("run", "reputation", "--mock", "--steps", "6", "--run-id", "games").IsFine();
        _town = Report("town");
        _games = Report("games");
    }

    [OneTimeTearDown]
    public void End() => _persim.Dispose();

    [Test]
    public void Every_number_comes_again_out_of_its_query([Values("town", "games")] string run)
    {
        var queries = (run == "town" ? _town : _games).Queries.ToList();

        Assert.That(queries, Has.Count.GreaterThan(12));
        foreach (var (id, sql, csv) in queries) Assert.That(PageFile.Ask(Database(run), sql), Is.EqualTo(csv), id);
    }

    [Test]
    public void What_is_computed_from_queries_can_be_computed_again()
    {
        // adherence: meant traits out of the block of people, scores out of the query, Pearson's r by sums
        var people = _town.Queries.First(q => q.Sql.StartsWith("with people", StringComparison.Ordinal)).Sql;
        var meant = PageFile.Ask(Database("town"), people[..people.IndexOf("\nselect", StringComparison.Ordinal)] + "\nselect name, c from people").TrimEnd('\n').Split('\n').Skip(1).Select(l => l.Split(',')).ToDictionary(c => c[0], c => Number(c[1]));
        var scores = _town.Table("adherence-own-data-2").Where(r => r[0] == "behaviour" && r[1] == "dosed" && r[2] == "C").Select(r => (X: meant[r[3]], Y: Number(r[4]))).ToList();
        double n = scores.Count, sx = scores.Sum(s => s.X), sy = scores.Sum(s => s.Y), sxy = scores.Sum(s => s.X * s.Y), sxx = scores.Sum(s => s.X * s.X), syy = scores.Sum(s => s.Y * s.Y);
        var r = ((n * sxy) - (sx * sy)) / Math.Sqrt(((n * sxx) - (sx * sx)) * ((n * syy) - (sy * sy)));

        var said = _town.Table("adherence-own-data-1").Single(row => row[0] == "behaviour" && row[1] == "dosed" && row[2] == "C" && row[3] == "C");

        Assert.That(Number(said[5]), Is.EqualTo(r).Within(1e-9));
        // reciprocity, straight from the table of ties
        var ties = _town.Table("ties-tie-data-1").Skip(1).Select(row => (row[1], row[2])).ToHashSet();
        Assert.That(Number(_town.Table("ties-tie-measures-data-1")[1][3]), Is.EqualTo(ties.Count(t => ties.Contains((t.Item2, t.Item1))) / (double)ties.Count).Within(1e-12));
    }

    [Test]
    public void Plans_and_prompts_that_come_again_are_counted_as_they_lie_in_the_store()
    {
        // a plan without its note, cut out of the text of the event
        var plans = PageFile.Ask(Database("town"), "select tick, who, substr(data, 1, instr(data, ',\"note\"')) as plan from events where kind = 'plan' order by tick, who").TrimEnd('\n').Split('\n').Skip(1).Select(l => l.Split(',', 3)).ToList();
        var last = plans.Max(p => long.Parse(p[0], CultureInfo.InvariantCulture));
        var (today, yesterday) = (Of(last), Of(last - 8));
        var said = _town.Table("repetition-data-1").Single(r => r[0] == last.ToString(CultureInfo.InvariantCulture));

        Assert.That(Number(said[3]), Is.EqualTo(16), "everybody plans");
        Assert.That(Number(said[4]), Is.EqualTo(1 - (today.Values.Distinct().Count() / 16.0)).Within(1e-12));
        Assert.That(Number(said[5]), Is.EqualTo(today.Count(p => yesterday[p.Key] == p.Value) / 16.0).Within(1e-12));
        // each prompt has its asker's own name and memories
        Assert.That(_town.Table("repetition-data-1").Skip(1).Select(r => Number(r[2])), Is.All.Zero);
        Assert.That(_games.Table("repetition-data-1").Skip(1).Select(r => r[4]), Is.All.Empty, "nobody plans there");

        Dictionary<string, string> Of(long tick) => plans.Where(p => p[0] == tick.ToString(CultureInfo.InvariantCulture)).ToDictionary(p => p[1], p => p[2]);
    }

    [Test]
    public void Cronbach_s_alpha_by_query_is_that_of_the_instruments()
    {
        const string answers = "select who, item, value from probes where instrument = 'behaviour' and condition = 'dosed' and trait = 'E' and tick = (select max(tick) from probes where instrument = 'behaviour') order by who, item";
        var rows = PageFile.Ask(Database("town"), answers).TrimEnd('\n').Split('\n').Skip(1).Select(l => l.Split(',')).GroupBy(c => c[0]).Select(g => (IReadOnlyList<double?>)[.. g.Select(c => (double?)Number(c[2]))]).ToList();
        var expected = Engine.Measures.Psychometrics.Statistics.Reliability.Of(rows, [.. Enumerable.Repeat(true, rows[0].Count)]);

        var said = _town.Table("alpha-data-1").Single(r => r[0] == "behaviour" && r[1] == "E");

        Assert.That(Number(said[4]), Is.EqualTo(expected.Alpha!.Value).Within(1e-9));
        Assert.That(Number(said[3]), Is.EqualTo(expected.Respondents));
    }

    [Test]
    public void Pictures_are_xml_and_ids_are_unique([Values("town", "games")] string run)
    {
        var page = run == "town" ? _town : _games;

        Assert.That(page.Ids, Is.Unique);
        Assert.That(page.Pictures.Count(), Is.GreaterThan(8));
        foreach (var picture in page.Pictures) Assert.That(() => XDocument.Parse(picture), Throws.Nothing);
    }

    [Test]
    public void The_same_run_gives_the_same_page() => Assert.That(Report("town").Html, Is.EqualTo(_town.Html));

    [Test]
    public void A_name_of_a_run_stands_in_the_line_of_names_and_nowhere_else()
    {
        _persim.Run("run", "town.small", "--mock", "--ticks", "56", "--run-id", "another-name", "--set", "population=16").IsFine();

        var other = Report("another-name");

        Assert.That(other.Constant, Is.EqualTo(_town.Constant));
        Assert.That(other.Html, Is.Not.EqualTo(_town.Html));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "a hard kill of a child is tried on the systems that runs live on")]
    public void A_killed_and_resumed_run_has_the_page_and_the_tables_of_one_that_was_not()
    {
        string[] run = ["run", "town.small", "--mock", "--ticks", "56", "--run-id", "killed", "--set", "population=16"];
        var manifest = Path.Combine(_persim.Home, "runs", "killed", "manifest.json");
        using (var process = _persim.Start(new Dictionary<string, string>(), run))
        {
            for (var wait = 0; wait < 600 && (!File.Exists(manifest) || TicksOf("killed") < 3) && !process.HasExited; wait++) Thread.Sleep(10);
            process.Kill();
            process.WaitForExit();
        }

        var unfinished = Report("killed");
        Assert.That(unfinished.Html, Does.Contain("Unfinished: ").And.Contain("of 56 ticks"), "it was quicker than the kill");
        _persim.Run("resume", "killed").IsFine();

        Assert.That(Report("killed").Constant, Is.EqualTo(_town.Constant));
        var (killed, whole) = (Tables("killed"), Tables("town"));
        Assert.That(killed.Keys, Is.EquivalentTo(whole.Keys).And.Count.GreaterThan(10));
        Assert.That(whole["events.csv"].Count(c => c == '\n'), Is.GreaterThan(1000));
        foreach (var (name, text) in whole) Assert.That(killed[name], Is.EqualTo(text), name);
    }

    // but for the run's own name
    private Dictionary<string, string> Tables(string run)
    {
        _persim.Run("export", run, "--to", "csv", "--out", Path.Combine(_persim.Home, "tables", run)).IsFine();
        return Directory.EnumerateFiles(Path.Combine(_persim.Home, "tables", run), "*.csv").ToDictionary(f => Path.GetFileName(f), f => File.ReadAllText(f).Replace($"\n{run},", "\n,", StringComparison.Ordinal), StringComparer.Ordinal);
    }

    [Test]
    public void What_people_say_is_text()
    {
        _persim.Run("run", "town.small", "--mock", "--ticks", "16", "--run-id", "hostile", "--set", "population=8").IsFine();
        using (var connection = new SqliteConnection($"Data Source={Database("hostile")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "update messages set text = '<script>alert(1)</script><img src=x onerror=alert(1)>', place = '\"><script>'";
            Assert.That(command.ExecuteNonQuery(), Is.GreaterThan(0));
        }

        var page = Report("hostile");

        Assert.That(page.Html, Does.Not.Contain("<script>alert").And.Not.Contain("<img"));
        Assert.That(page.Html, Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;"), "and is shown as it was said");
    }

    [Test]
    public void Doses_are_what_scores_are_drawn_against_where_there_are_any()
    {
        _persim.Run("run", "town.small", "--mock", "--ticks", "1", "--run-id", "dosed", "--set", "population=10").IsFine();
        using (var connection = new SqliteConnection($"Data Source={Database("dosed")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            // a rule takes no doses: somebody's dose of E is their place in the alphabet, applied by half
            command.CommandText = "insert into doses (tick, phase, round, who, purpose, n, seq, direction, intended, applied, vector_hash) select 0, 90, 0, who, 'dosed/1', 0, 0, 'E', row_number() over (order by who), row_number() over (order by who) / 2.0, 'none' from (select distinct who from probes)";
            Assert.That(command.ExecuteNonQuery(), Is.EqualTo(10));
        }

        var page = Report("dosed");

        var fifths = page.Table("dose-response-data-1").Where(r => r[1].Contains("undosed", StringComparison.Ordinal) is false && r[0] == "E").ToList();
        Assert.That(page.Html, Does.Contain("intended dose"));
        Assert.That(page.Table("dose-response-data-1").Where(r => r[0] == "E").Select(r => Number(r[^4])).Take(5), Is.EqualTo(new[] { 1.5, 3.5, 5.5, 7.5, 9.5 }));
        Assert.That(fifths, Is.Not.Empty);
        foreach (var (id, sql, csv) in page.Queries) Assert.That(PageFile.Ask(Database("dosed"), sql), Is.EqualTo(csv), id);
    }

    [Test]
    public void A_run_without_the_tables_says_so_in_each_section()
    {
        _persim.Run("run", "town.small", "--mock", "--ticks", "1", "--run-id", "young", "--set", "population=8", "--set", "probes.likert_every=0", "--set", "probes.behaviour_every=0", "--set", "probes.stability_every=0", "--set", "probes.opinions_every=0", "--set", "probes.capability_every=0", "--set", "probes.observer_every=0").IsFine();

        var page = _persim.Run("report", "young", "--json").IsFine().Json;

        foreach (var (section, words) in new[] { ("adherence", "table probes"), ("drift", "table probes"), ("graph", "table edges"), ("opinions", "opinion_mean"), ("economy", "table measures"), ("measures", "table measures"), ("safety", "table safety") })
        {
            var found = page.GetProperty("sections").EnumerateArray().Single(s => s.GetProperty("id").GetString() == section);
            Assert.That(found.GetProperty("notices").EnumerateArray().Select(n => n.GetString()), Has.Some.Contains(words), section);
        }
    }

    [Test]
    public void Arms_stand_side_by_side_with_intervals_of_their_runs()
    {
        foreach (var arm in new[] { "none", "steer" })
        {
            foreach (var seed in new[] { "1", "2", "3" }) _persim.Run("run", "town.small", "--mock", "--ticks", "8", "--arm", arm, "--seed", seed, "--run-id", arm + seed, "--set", "population=8", "--set", "probes.stability_every=4", "--set", "town.measure_every=4").IsFine();
        }

        _persim.Run("report", "none1", "none2", "none3", "steer1", "steer2", "steer3", "-o", "arms.html").IsFine();
        var page = new PageFile(Path.Combine(_persim.Home, "arms.html"));

        var energy = new[] { "none1", "none2", "none3" }.Select(r => Number(PageFile.Ask(Database(r), "select value from measures where name = 'energy' order by tick desc limit 1").Split('\n')[1])).ToList();
        var sd = Math.Sqrt(energy.Sum(e => Math.Pow(e - energy.Average(), 2)) / 2);
        var said = page.Table("arms-final-data-1").Single(r => r[0] == "energy" && r[2] == "none");
        Assert.That(Number(said[4]), Is.EqualTo(energy.Average()).Within(1e-9));
        Assert.That(Number(said[6]) - Number(said[4]), Is.EqualTo(4.302653 * sd / Math.Sqrt(3)).Within(1e-5));
        // drift at the last firing: within each run over traits, then over the runs of an arm
        var last = page.Table("arms-drift-time-data-1").Last(r => r[0] == "stability")[1];
        var drifts = new[] { "none1", "none2", "none3" }.Select(r => PageFile.Ask(Database(r), page.Queries.First(q => q.Id.StartsWith("arms-drift-time", StringComparison.Ordinal)).Sql).TrimEnd('\n').Split('\n').Skip(1).Select(l => l.Split(',')).Where(c => c[0] == "stability" && c[2] == last).Average(c => Number(c[3]))).ToList();
        Assert.That(Number(page.Table("arms-drift-time-data-1").Single(r => r[0] == "stability" && r[1] == last && r[2] == "none")[4]), Is.EqualTo(drifts.Average()).Within(1e-9));
        // whoever is meant to be high scores high where the arm says so, and like everybody where it does not
        var fifths = page.Table("arms-dose-response-data-1").Where(r => r[0] == "E" && r[1] == "\"ipip-50" && r[2] == " dosed\"").ToList();
        double Rise(string arm) => Number(fifths.Single(r => r[4] == arm && r[3] == "5")[6]) - Number(fifths.Single(r => r[4] == arm && r[3] == "1")[6]);
        Assert.That(Rise("steer"), Is.GreaterThan(1));
        Assert.That(Rise("none"), Is.Zero.Within(1e-9));
        var gini = new[] { "steer1", "steer2", "steer3" }.Select(r => Number(PageFile.Ask(Database(r), "select value from measures where name = 'gini_money' order by tick desc limit 1").Split('\n')[1])).Average();
        Assert.That(Number(page.Table("arms-economy-gini-money-data-1").Last(r => r[0] == "gini_money" && r[3] == "steer")[5]), Is.EqualTo(gini).Within(1e-9));
        // each run's rows under its label are what the query gives in that run
        foreach (var (id, sql, csv) in page.Queries)
        {
            foreach (var (run, label) in new[] { ("none1", "\"none, seed 1\""), ("steer3", "\"steer, seed 3\"") })
            {
                Assert.That(csv.Split('\n').Where(l => l.StartsWith(label, StringComparison.Ordinal)).Select(l => l[(label.Length + 1)..]), Is.EqualTo(PageFile.Ask(Database(run), sql).TrimEnd('\n').Split('\n').Skip(1)), $"{id} of {run}");
            }
        }

        Assert.That(page.Ids, Is.Unique);
    }

    [Test]
    public void Mistakes_are_told_in_a_line()
    {
        _persim.Run("report", "twon").IsOneLineOfError(1, "twon", "town");
        _persim.Run("report", "town", "town").IsOneLineOfError(1, "named twice");
        _persim.Run("report", "town@3").IsOneLineOfError(1, "whole run");
        _persim.Run("report", "town", "games").IsOneLineOfError(1, "different studies");
        _persim.Run("report", "town", "-o", _persim.Home).IsOneLineOfError(1, "is a folder");
        Directory.CreateDirectory(Path.Combine(_persim.Home, "runs", "gone"));
        File.Copy(Path.Combine(_persim.Home, "runs", "town", "manifest.json"), Path.Combine(_persim.Home, "runs", "gone", "manifest.json"));
        _persim.Run("report", "gone").IsOneLineOfError(1, "config");
        Assert.That(Directory.EnumerateFiles(_persim.Home, "*.new", SearchOption.AllDirectories), Is.Empty);
    }

    private string Database(string run) => Path.Combine(_persim.Home, "runs", run, "run.db");

    private PageFile Report(string run)
    {
        _persim.Run("report", run).IsFine();
        return new PageFile(Path.Combine(_persim.Home, "runs", run, "report.html"));
    }

    private long TicksOf(string run)
    {
        if (!File.Exists(Database(run))) return 0;
        try
        {
            using var store = Engine.Runs.Stores.SqliteRunStore.OpenRead(Path.Combine(_persim.Home, "runs", run));
            return store.Last?.Id.Tick ?? 0;
        }
        catch (Native.InputException)
        {
            return 0; // its tables are not made yet
        }
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
