using System.Net;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Reports;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Reports.Run;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Tests.Reports;

/// <summary>Pages: what somebody said is text, whatever it says.</summary>
public sealed partial class PageTests
{
    private const string Hostile = "</template></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' &amp; \u202eevil";

    [Test]
    public void Whatever_is_said_stays_text()
    {
        var table = new DataTable([Hostile], [[Hostile]]);
        var chart = new BarChart(Hostile, Hostile, [Hostile], [Hostile], [[1]]);
        IBlock[] blocks = [new Prose(Hostile), new Notice(Hostile), new Tiles([(Hostile, Hostile)]), new Facts([(Hostile, Hostile)], Hostile), new CodeBlock("code", Hostile, Hostile), new Talk(Hostile, Hostile, [(Hostile, Hostile, Hostile)]), new Figure("figure", Hostile, Hostile, chart, [new Evidence(Hostile, table, Hostile, Hostile)]), new Figure("table", Hostile, Hostile, null, [new Evidence(Hostile, table)])];
        var html = new ReportPage(Hostile, Hostile, Hostile, [Hostile], [new Section("s", Hostile, Hostile, blocks)]).Html();

        Assert.That(Script().Matches(html), Has.Count.EqualTo(1), "the page's own");
        Assert.That(html, Does.Not.Contain("<img").And.Not.Contain("\u202e"));
        Assert.That(Regex.Matches(html, "</template>"), Has.Count.EqualTo(2));
        Assert.That(WebUtility.HtmlDecode(html), Does.Contain("<script>alert(1)</script>"), "and can still be read");
    }

    [Test]
    public void A_page_asks_nobody_for_anything()
    {
        var html = new ReportPage("t", "s", null, [], [new Section("s", "t", "", [new Prose("x")])]).Html();

        Assert.That(html, Does.Contain("default-src 'none'"));
        Assert.That(html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), Does.Not.Contain("http://").And.Not.Contain("https://").And.Not.Contain("@import").And.Not.Contain("url("));
    }

    [Test]
    public void Two_elements_never_share_an_id()
    {
        var section = new Section("s", "t", "", [new CodeBlock("same", "t", "x"), new CodeBlock("same", "t", "x")]);

        Assert.That(() => new ReportPage("t", "s", null, [], [section]).Html(), Throws.ArgumentException.With.Message.Contains("same"));
    }

    [TestCase("a,b", "\"a,b\"")]
    [TestCase("say \"x\"", "\"say \"\"x\"\"\"")]
    [TestCase("=1+1", "'=1+1")]
    [TestCase("two\nlines", "\"two\nlines\"")]
    public void A_spreadsheet_gets_text_as_text(string cell, string expected) => Assert.That(new DataTable(["c"], [[cell]]).Csv(), Is.EqualTo($"c\n{expected}\n"));

    [Test]
    public void A_csv_has_every_digit() => Assert.That(new DataTable(["a", "b", "c"], [[0.1 + 0.2, -5L, null]]).Csv(), Is.EqualTo("a,b,c\n0.30000000000000004,-5,\n"));

    [TestCase(0.000123456, "0.000123")]
    [TestCase(-0.0, "0")]
    [TestCase(1234.5678, "1,235")]
    [TestCase(144_789.3, "144,789")]
    [TestCase(3, "3")]
    [TestCase(2.5e-7, "2.5e-7")]
    [TestCase(double.NaN, "not a number")]
    public void Numbers_for_people_have_the_digits_that_matter(double value, string expected) => Assert.That(Markup.Number(value), Is.EqualTo(expected));

    [Test]
    public void A_phantom_and_a_rule_are_named_as_such()
    {
        Assert.That(Banners.Of([("llama", "mine.gguf", ModelOrigin.Trained)]), Is.EqualTo(new[] { Banners.Phantom }), "whatever it is called");
        Assert.That(Banners.Of([("llama", "persim-nano.gguf", ModelOrigin.Random)]), Is.EqualTo(new[] { Banners.Meaningless }), "the file knows better than its name");
        Assert.That(Banners.Of([("llama", "a.gguf", ModelOrigin.Random), ("llama", "b.gguf", ModelOrigin.Trained)]), Is.EqualTo(new[] { Banners.Meaningless, Banners.Phantom }));
        Assert.That(Banners.Of([("llama", "models/persim-nano-q8_0.gguf", null)]), Is.EqualTo(new[] { Banners.Phantom }), "a run of before files were asked");
        Assert.That(Banners.Of([("rule", null, null)]), Is.EqualTo(new[] { Banners.Rule }));
        Assert.That(Banners.Of([("llama", "other.gguf", null), ("rule", null, null)]), Has.Count.EqualTo(1).And.Some.Contains("a part of"));
        Assert.That(Banners.Of([("llama", "other.gguf", null)]), Is.Empty);
    }

    [GeneratedRegex("<script")]
    private static partial Regex Script();
}
