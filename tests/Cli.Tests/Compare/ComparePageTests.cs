using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;
using PersonaSim.Cli.Tests.Reports;
using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Run;

namespace PersonaSim.Cli.Tests.Compare;

/// <summary>A comparison's page: every number comes again out of the runs' stores, and the verdicts are the result's.</summary>
public sealed class ComparePageTests
{
    private const string NeedsPeople = "-- put the block of people of the run's seed in front\n", Trust = "measure/trust/town";
    private Persim _persim = null!;
    private JsonElement _result;
    private PageFile _page = null!;

    [OneTimeSetUp]
    public void Compare()
    {
        _persim = new Persim();
        _result = _persim.Run(CompareTests.Town("c", "none,steer,deranged,steer/none", "3..5", "--json")).IsFine().Json;
        _page = new PageFile(Path.Combine(_persim.Home, "runs", "c", "report.html"));
    }

    [OneTimeTearDown]
    public void End() => _persim.Dispose();

    [Test]
    public void Every_number_of_every_run_comes_again_out_of_a_query()
    {
        var queries = _page.Queries.ToList();
        var values = new Dictionary<(string Run, string Outcome), double>();
        foreach (var (id, sql, csv) in queries)
        {
            foreach (var run in _result.GetProperty("runs").EnumerateArray())
            {
                var (arm, seed) = (run.GetProperty("arm").GetString()!, run.GetProperty("seed").GetInt32());
                var asked = sql.StartsWith(NeedsPeople, StringComparison.Ordinal) ? People(seed) + sql[NeedsPeople.Length..] : sql;
                var label = $"\"{arm}, seed {seed}\",";
                var said = csv.Split('\n').Where(l => l.StartsWith(label, StringComparison.Ordinal)).Select(l => l[label.Length..]).ToList();
                Assert.That(PageFile.Ask(Database(run), asked).TrimEnd('\n').Split('\n').Skip(1), Is.EqualTo(said), $"{id} of {label}");
                foreach (var line in said) values[(label, line[..line.LastIndexOf(',')].Trim('"'))] = Number(line[(line.LastIndexOf(',') + 1)..]);
            }
        }

        // and they are all numbers that there are
        foreach (var run in _result.GetProperty("runs").EnumerateArray())
        {
            var label = $"\"{run.GetProperty("arm").GetString()}, seed {run.GetProperty("seed")}\",";
            foreach (var outcome in run.GetProperty("values").EnumerateObject()) Assert.That(values[(label, outcome.Name)], Is.EqualTo(outcome.Value.GetDouble()).Within(1e-9), label + outcome.Name);
        }

        Assert.That(queries.Select(q => q.Sql).Distinct().Count(), Is.EqualTo(4), "measures, deeds, slopes, right answers");
    }

    [Test]
    public void Differences_follow_from_the_runs_numbers_and_verdicts_are_the_result_s()
    {
        var said = Evidence("outcome-measure-trust-town", 0);
        var (columns, row) = (Strings(said.GetProperty("columns")), said.GetProperty("rows").EnumerateArray().Single(r => r[1].GetString() == "steer - none"));
        var seeds = Evidence("outcome-measure-trust-town", 1);
        var at = Strings(seeds.GetProperty("columns"));
        var differences = seeds.GetProperty("rows").EnumerateArray().Select(r => r[at.IndexOf("steer")].GetDouble() - r[at.IndexOf("none")].GetDouble()).ToList();
        var expected = MeanInterval.Of(differences);

        Assert.That(seeds.GetProperty("rows").EnumerateArray().Select(r => r[at.IndexOf("steer - none")].GetDouble()), Is.EqualTo(differences).Within(1e-12));
        Assert.That(row[columns.IndexOf("mean")].GetDouble(), Is.EqualTo(expected.Mean).Within(1e-12));
        Assert.That(row[columns.IndexOf("low")].GetDouble(), Is.EqualTo(expected.Low!.Value).Within(1e-9));
        var judged = CompareTests.Row(_result, Trust, "steer");
        Assert.That(row[columns.IndexOf("verdict")].GetString(), Is.EqualTo(judged.GetProperty("verdict").GetString()));
        Assert.That(row[columns.IndexOf("reason")].GetString(), Is.EqualTo(judged.GetProperty("reason").GetString()));
        Assert.That(_page.Html, Does.Contain("<span class=\"pill difference\">difference</span>"));
        Assert.That(Evidence("noise", 0).GetProperty("rows").EnumerateArray().Select(r => r[6].GetString()), Is.All.EqualTo("identical"));
        Assert.That(_page.Html, Does.Contain("identical in all of "), "and says so once in words");
    }

    [Test]
    public void The_page_is_whole_and_needs_nothing_else()
    {
        Assert.That(_page.Ids, Is.Unique);
        foreach (var section in new[] { "overview", "outcome-adherence-likert-dosed-section", "arms", "controls", "exploratory", "within", "methods", "declared" }) Assert.That(_page.Ids, Has.Member(section));
        foreach (var picture in _page.Pictures) Assert.That(() => XDocument.Parse(picture), Throws.Nothing);
        Assert.That(_page.Pictures.Count(), Is.EqualTo((3 * 4) + 2), "three for each declared outcome, one of traits, one exploratory");
        Assert.That(_page.Html, Does.Contain(WebUtility.HtmlEncode(Banners.Rule)).And.Not.Contain("src=\"http").And.Not.Contain("href=\"http"));
        Assert.That(_page.Html, Does.Contain("\\begin{tabular}").And.Contain(_result.GetProperty("declaredHash").GetString()!));
    }

    [Test]
    public void A_report_of_the_comparison_is_the_page_that_comparing_wrote()
    {
        var file = Path.Combine(_persim.Home, "again.html");

        _persim.Run("report", "c", "-o", file).IsFine();

        Assert.That(File.ReadAllText(file), Is.EqualTo(_page.Html));
        _persim.Run("report", "c", "c/c-none-3").IsOneLineOfError(1, "is a comparison", "alone");
        _persim.Run("report", "c", "-o", _persim.Home).IsOneLineOfError(1, "is a folder");
        _persim.Run(CompareTests.Town("c", "none,steer,deranged,steer/none", "3..5", "--no-runs", "--page", Path.Combine(_persim.Home, "so-far.html"))).IsFine();
        Assert.That(File.ReadAllText(Path.Combine(_persim.Home, "so-far.html")), Is.EqualTo(_page.Html));
    }

    [Test]
    public void Curves_and_equal_scores_stand_on_the_page_where_there_are_cards()
    {
        using var persim = new Persim();
        persim.Run(CompareTests.Town("m", "none,steer", "2")).IsFine();
        var path = Path.Combine(persim.Home, "runs", "m", "result.json");
        // rules have no cards: what a run with cards would have said
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"curves\": []", """
            "curves": [{ "trait": "E", "instrument": "ipip-50", "matched": true, "doses": [{ "raw": -1, "units": -2 }, { "raw": 1, "units": 2 }], "texts": [{ "level": 1, "latent": -1.5, "score": 2, "units": -1.5, "raw": -0.75 }, { "level": 7, "latent": 3, "score": 5, "units": 3, "raw": null }] }]
            """, StringComparison.Ordinal));

        var sections = persim.Run("report", "m", "--json").IsFine().Json.GetProperty("sections").EnumerateArray();

        var curves = sections.Single(s => s.GetProperty("id").GetString() == "curves");
        Assert.That(curves.GetProperty("title").GetString(), Is.EqualTo("Curves and equal scores"));
        var rows = curves.GetProperty("figures")[1].GetProperty("evidence")[0].GetProperty("rows");
        Assert.That(rows[0][5].GetDouble(), Is.EqualTo(-0.75));
        Assert.That(rows[1][6].GetString(), Does.Contain("out of the doses' reach"));
    }

    [Test]
    public void A_result_that_is_not_that_of_its_runs_makes_no_page()
    {
        using var persim = new Persim();
        string[] command = CompareTests.Town("c", "none,steer", "2", "--set", "minds.agents.kind=rule");
        Assert.That(persim.Run([.. command, "--set", "minds.agents.caps.calls=60"]).ExitCode, Is.EqualTo(1));
        var folder = Path.Combine(persim.Home, "runs", "c");
        Assert.That(File.ReadAllText(Path.Combine(folder, "report.html")), Does.Contain("6 of 6 runs are not finished").And.Contain("pill refused"), "an unfinished comparison has a page that says so");

        persim.Run([.. command, "--set", "minds.agents.caps.calls=100000"]).IsFine();
        Assert.That(File.ReadAllText(Path.Combine(folder, "report.html")), Does.Not.Contain("are not finished"));
        var result = Path.Combine(folder, "result.json");
        var text = File.ReadAllText(result);
        File.WriteAllText(result, Regex.Replace(text, "\"eventHash\": \"[0-9a-f]{8}", "\"eventHash\": \"deadbeef"));
        persim.Run("report", "c").IsOneLineOfError(1, "another run", "writes it anew");
        File.WriteAllText(result, "{ \"comparison\": \"c\" }");
        persim.Run("report", "c").IsOneLineOfError(1, "not the result of a comparison");
        File.Delete(result);
        persim.Run("report", "c").IsOneLineOfError(1, "no result yet", "--no-runs --page");
        Assert.That(Directory.EnumerateFiles(persim.Home, "*.new", SearchOption.AllDirectories), Is.Empty);
    }

    private string People(int seed) => WebUtility.HtmlDecode(Regex.Match(_page.Html, $"<pre id=\"people-block-{seed}\"[^>]*>(.*?)</pre>", RegexOptions.Singleline).Groups[1].Value);

    private string Database(JsonElement run) => Path.Combine(_persim.Home, "runs", "c", run.GetProperty("run").GetString()!, "run.db");

    private JsonElement Evidence(string figure, int index) => _persim.Run("report", "c", "-o", "x.html", "--json").IsFine().Json.GetProperty("sections").EnumerateArray().SelectMany(s => s.GetProperty("figures").EnumerateArray()).Single(f => f.GetProperty("id").GetString() == figure).GetProperty("evidence")[index];

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
