using System.Text;
using System.Xml.Linq;
using NUnit.Framework;

namespace PersonaSim.Cli.Tests.Reports;

/// <summary>The page in a real browser: a phone's width and a desk's, light and dark.</summary>
[Category("Full")]
public sealed class ReportBrowserTests
{
    private Persim _persim = null!;
    private Browser _browser = null!;

    [OneTimeSetUp]
    public void Make_reports()
    {
        _persim = new Persim();
        _persim.Run("run", "town.small", "--mock", "--ticks", "81", "--run-id", "town", "--set", "population=24").IsFine();
        _persim.Run("run", "reputation", "--mock", "--steps", "6", "--run-id", "games").IsFine();
        _persim.Run("run", "town.small", "--mock", "--ticks", "16", "--arm", "none", "--run-id", "none", "--set", "population=8").IsFine();
        _persim.Run("run", "town.small", "--mock", "--ticks", "16", "--run-id", "steer", "--set", "population=8").IsFine();
        _persim.Run("report", "town").IsFine();
        _persim.Run("report", "games").IsFine();
        _persim.Run("report", "none", "steer", "-o", Path.Combine(_persim.Home, "runs", "arms.html")).IsFine();
        _persim.Run([.. Compare.CompareTests.Town("c", "none,prompt,steer,deranged,steer/none", "4")]).IsFine();
        _browser = new Browser();
    }

    [OneTimeTearDown]
    public void Close()
    {
        _browser?.Dispose();
        _persim.Dispose();
    }

    [Test]
    public void Nothing_runs_over_the_edge_and_nothing_is_wrong([Values("town/report.html", "games/report.html", "arms.html", "c/report.html")] string page, [Values(360, 1440)] int width, [Values] bool dark)
    {
        _browser.Show(Path.Combine(_persim.Home, "runs", page), width, 900, dark);
        Keep($"{page.Replace('/', '-')}-{width}-{(dark ? "dark" : "light")}");

        _browser.Ask("document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.That(_browser.Ask("document.documentElement.scrollWidth")!.GetValue<int>(), Is.LessThanOrEqualTo(width));
        Assert.That(_browser.Ask("document.querySelectorAll('svg.chart').length")!.GetValue<int>(), Is.GreaterThan(2));
        Assert.That(_browser.Complaints, Is.Empty);
        Assert.That(_browser.Addresses.Where(a => !a.StartsWith("file:", StringComparison.Ordinal) && !a.StartsWith("data:", StringComparison.Ordinal)), Is.Empty);
        Assert.That(_browser.Ask("getComputedStyle(document.body).backgroundColor")!.GetValue<string>(), Is.EqualTo(dark ? "rgb(16, 20, 27)" : "rgb(246, 247, 249)"));
        _browser.Ask("document.getElementById('theme').click()");
        Assert.That(_browser.Ask("getComputedStyle(document.body).backgroundColor")!.GetValue<string>(), Is.EqualTo(dark ? "rgb(246, 247, 249)" : "rgb(16, 20, 27)"));
    }

    [Test]
    public void Letters_of_charts_can_be_read_on_a_phone()
    {
        _browser.Show(Path.Combine(_persim.Home, "runs", "town", "report.html"), 360, 800, dark: false);

        var smallest = _browser.Ask("Math.min(...[...document.querySelectorAll('svg.chart text')].map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a))")!.GetValue<double>();

        Assert.That(smallest, Is.GreaterThan(8));
    }

    [Test]
    public void Pictures_numbers_and_queries_are_one_click_away()
    {
        _browser.Show(Path.Combine(_persim.Home, "runs", "town", "report.html"), 1440, 900, dark: false);

        _browser.Ask("document.querySelector('#activity [data-save=svg]').click()");
        _browser.Ask("document.querySelector('#activity [data-save=png]').click()");
        _browser.Ask("document.querySelector('#activity [data-csv]').click()");

        var svg = XDocument.Parse(Encoding.UTF8.GetString(_browser.Saved("activity.svg")));
        Assert.That(svg.Descendants().Where(e => e.Name.LocalName == "path").Select(e => e.Attribute("style")?.Value), Has.Some.Contains("stroke:rgb("));
        Assert.That(svg.Root!.ToString(), Does.Not.Contain("var(--"), "a saved picture knows nothing of the page");
        var png = _browser.Saved("activity.png");
        Assert.That(png[..4], Is.EqualTo(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }));
        Assert.That((png[16] << 24) | (png[17] << 16) | (png[18] << 8) | png[19], Is.EqualTo(2160), "three times the picture's width");
        Assert.That(Encoding.UTF8.GetString(_browser.Saved("activity-data-1.csv")), Does.StartWith("tick,what,n\n"));
        Assert.That(_browser.Complaints, Is.Empty);
    }

    // to be looked at: PERSIM_PICTURES=/a/folder keeps them
    private void Keep(string name)
    {
        if (Environment.GetEnvironmentVariable("PERSIM_PICTURES") is { Length: > 0 } folder) _browser.Picture(Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".png"));
    }
}
