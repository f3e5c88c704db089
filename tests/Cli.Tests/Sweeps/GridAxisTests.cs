using NUnit.Framework;
using PersonaSim.Cli.Wiring.Sweeps;
using PersonaSim.Native;

namespace PersonaSim.Cli.Tests.Sweeps;

/// <summary>How a grid is written.</summary>
public sealed class GridAxisTests
{
    [TestCase("seed=1..5", "seed", "1|2|3|4|5")]
    [TestCase("persona.traits.E=-1,0,1", "persona.traits.E", "-1|0|1")]
    [TestCase("x=-2..0,7", "x", "-2|-1|0|7")]
    [TestCase("persona={ arm: none, mean: 0 },{ arm: prompt }", "persona", "{ arm: none, mean: 0 }|{ arm: prompt }")]
    [TestCase("town.topics=[],[{ name: a, claim: \"b, c\" }]", "town.topics", "[]|[{ name: a, claim: \"b, c\" }]")]
    [TestCase("town.memory = full , none", "town.memory", "full|none")]
    [TestCase("a.b=v1..v2", "a.b", "v1..v2")]
    public void An_axis_has_its_values(string text, string key, string values)
    {
        var axis = GridAxis.Parse(text);

        Assert.That((axis.Key, string.Join('|', axis.Values)), Is.EqualTo((key, values)));
    }

    [TestCase("seed")]
    [TestCase("=1,2")]
    [TestCase("seed=")]
    [TestCase("seed=1,,2")]
    [TestCase("seed=5..1")]
    [TestCase("seed=1,2,1")]
    [TestCase("seed=1..99999999")]
    public void What_is_no_axis_is_refused(string text) => Assert.That(() => GridAxis.Parse(text), Throws.TypeOf<InputException>().With.Message.Contains("--grid " + text));

    [Test]
    public void Cells_are_every_combination_the_last_axis_fastest()
    {
        var cells = GridAxis.Cells([GridAxis.Parse("a=1,2"), GridAxis.Parse("b=x,y,z")]);

        Assert.That(cells.Select(c => string.Concat(c)), Is.EqualTo(new[] { "1x", "1y", "1z", "2x", "2y", "2z" }));
        Assert.That(() => GridAxis.Cells([GridAxis.Parse("a=1"), GridAxis.Parse("a=2")]), Throws.TypeOf<InputException>());
    }
}
