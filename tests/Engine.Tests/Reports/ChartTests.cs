using System.Xml.Linq;
using NUnit.Framework;
using PersonaSim.Engine.Reports.Charts;

namespace PersonaSim.Engine.Tests.Reports;

/// <summary>Pictures: well-formed, honest axes, nothing that a name could smuggle in.</summary>
public sealed class ChartTests
{
    private const string Hostile = "<script>alert('&\"')</script>\u0001\ud800";

    private static IEnumerable<IChart> Charts(string name)
    {
        var line = new LineChart(name, name, [new(name, [new(0, 1, 0.5, 1.5), new(1, 2, 1, 3)]), new("b", [new(0, double.NaN), new(1, 1)]), new("none", [])]) { XLabel = name, YLabel = name };
        yield return line;
        yield return new IntervalChart(name, name, [new(name, 0.5, 0.2, 0.9), new("b", -1), new("c", double.NaN)]) { XLabel = name, Reference = 0 };
        yield return new ContrastChart(name, name, [new(name, 0.5, 0.2, 0.9, [0.1, 0.9], name), new("b", null, null, null, [], "refused: why"), new("c", 0, 0, 0, [0, 0], "identical", 3)]) { XLabel = name, Bound = 0.3, Noise = 0.1 };
        yield return new BarChart(name, name, [name, "b"], [name, "s"], [[1, null], [-2, 0.5]]) { XLabel = name };
        yield return new HistogramChart(name, name, HistogramChart.Bin([0, 1, 2, 2, 3], 0, 3, 3)) { XLabel = name };
        yield return new HeatmapChart(name, name, [name, "b"], [name], [[0.5], [null]], 1) { RowLabel = name, ColumnLabel = name };
        yield return new NetworkChart(name, name, [new(name, 0, 1), new("b", 9, 0)], [(0, 0), (1, 1)], [(0, 1, 0.5)]);
        yield return new SmallMultiples(name, name, [line, line]) { Series = [name, "b"] };
        yield return new LineChart(name, name, []);
    }

    [Test]
    public void Every_chart_is_xml_with_a_title_a_description_and_marks_that_have_places()
    {
        foreach (var chart in Charts("a"))
        {
            var svg = XDocument.Parse(Svg.Of(chart, "x")).Root!;

            Assert.That(svg.Elements().First().Name.LocalName, Is.EqualTo("title"), chart.GetType().Name);
            Assert.That(svg.Attribute("role")!.Value, Is.EqualTo("img"));
            Assert.That(svg.Attribute("aria-labelledby")!.Value.Split(' '), Is.EqualTo(svg.Elements().Take(2).Select(e => e.Attribute("id")!.Value)));
            Assert.That(svg.ToString(), Does.Not.Contain("NaN").And.Not.Contain("Infinity").And.Not.Contain("∞"));
        }
    }

    [Test]
    public void A_contrast_shows_its_pairs_its_words_and_what_would_not_matter_to_scale()
    {
        var svg = XDocument.Parse(Svg.Of(new ContrastChart("a", "a", [new("steer - none", 1, 0.5, 1.5, [0.4, 1.6, 1], "undecided; 3 pairs find 2 or more")]) { Bound = 0.5, Noise = 0.25 }, "x")).Root!;
        IReadOnlyList<XElement> All(string name, string of) => [.. svg.Descendants().Where(e => e.Name.LocalName == name && (e.Attribute("class")?.Value ?? "").Split(' ').Contains(of))];
        double Number(XElement e, string name) => double.Parse(e.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);

        var interval = All("line", "line").Single();
        var unit = Number(interval, "x2") - Number(interval, "x1"); // 0.5 to 1.5

        Assert.That(All("circle", "pair"), Has.Count.EqualTo(3));
        Assert.That(All("rect", "bound").Select(r => Number(r, "width")), Has.One.EqualTo(unit).Within(0.2), "from -0.5 to 0.5 as from 0.5 to 1.5");
        Assert.That(All("line", "floor").Where(l => Number(l, "y2") - Number(l, "y1") > 20).Select(l => Number(l, "x1")).Order().Aggregate((a, b) => b - a), Is.EqualTo(unit / 2).Within(0.2), "the key has a short one");
        Assert.That(svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value), Has.Member("undecided").And.Member("3 pairs find 2 or more"));
    }

    [Test]
    public void No_name_becomes_markup()
    {
        foreach (var chart in Charts(Hostile))
        {
            var svg = XDocument.Parse(Svg.Of(chart, "x"));

            Assert.That(svg.Descendants().Select(e => e.Name.LocalName), Has.None.EqualTo("script"), chart.GetType().Name);
        }
    }

    [Test]
    public void The_same_data_give_the_same_bytes()
    {
        var edges = Enumerable.Range(0, 40).Select(i => (i % 20, (i * 7) % 20, 0.5)).ToList();

        var (first, second) = (ForceLayout.Of(20, edges), ForceLayout.Of(20, [.. edges]));
        var (once, again) = (Charts("a").Select(c => Svg.Of(c, "x")).ToList(), Charts("a").Select(c => Svg.Of(c, "x")).ToList());

        Assert.That(second, Is.EqualTo(first));
        Assert.That(again, Is.EqualTo(once));
    }

    [Test]
    public void A_layout_keeps_friends_near_and_strangers_apart()
    {
        // two triangles that know nothing of each other
        var places = ForceLayout.Of(6, [(0, 1, 1), (1, 2, 1), (2, 0, 1), (3, 4, 1), (4, 5, 1), (5, 3, 1)]);
        double Distance(int a, int b) => Math.Sqrt(Math.Pow(places[a].X - places[b].X, 2) + Math.Pow(places[a].Y - places[b].Y, 2));

        var inside = new[] { Distance(0, 1), Distance(1, 2), Distance(2, 0), Distance(3, 4), Distance(4, 5), Distance(5, 3) }.Max();
        var across = (from a in new[] { 0, 1, 2 } from b in new[] { 3, 4, 5 } select Distance(a, b)).Min();

        Assert.That(inside, Is.LessThan(across));
        Assert.That(places.SelectMany(p => new[] { p.X, p.Y }), Is.All.InRange(0, 1));
    }

    [TestCase(0, 10, 5, new double[] { 0, 2, 4, 6, 8, 10 })]
    [TestCase(0.13, 0.29, 4, new[] { 0.1, 0.15, 0.2, 0.25, 0.3 })]
    [TestCase(-3, 3, 3, new double[] { -4, -2, 0, 2, 4 })]
    [TestCase(0, 199, 6, new double[] { 0, 50, 100, 150, 200 })]
    public void Ticks_are_round_numbers_around_all_values(double low, double high, int ticks, double[] expected) => Assert.That(Axis.Over([low, high], ticks).Ticks, Is.EqualTo(expected).Within(1e-12));

    [TestCase(0)]
    [TestCase(7)]
    [TestCase(-0.001)]
    [TestCase(1e12)]
    public void A_constant_has_an_axis_with_room_around_it(double value)
    {
        var axis = Axis.Over([value, value]);

        Assert.That(axis.Low, Is.LessThan(value));
        Assert.That(axis.High, Is.GreaterThan(value));
        Assert.That(axis.Ticks, Has.Count.InRange(2, 12));
    }

    [Test]
    public void Bars_begin_at_zero()
    {
        var svg = XDocument.Parse(Svg.Of(new BarChart("t", "d", ["a", "b"], ["s"], [[10, 20]]), "x"));
        var widths = svg.Descendants().Where(e => e.Name.LocalName == "rect").Select(e => double.Parse(e.Attribute("width")!.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.That(widths[1] / widths[0], Is.EqualTo(2).Within(0.01));
    }

    [Test]
    public void A_histogram_counts_everything_once() => Assert.That(HistogramChart.Bin([0, 0.5, 1, 2.9, 3], 0, 3, 3).Select(b => b.Count), Is.EqualTo(new[] { 2, 1, 2 }));
}
