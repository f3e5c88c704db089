using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Agents.Personas;

public sealed class PopulationTests
{
    [TestCase(8), TestCase(32), TestCase(300)]
    public void Every_trait_has_mean_0_and_spread_1_in_a_town_of_any_size(int count)
    {
        var people = Population.Balanced(count, new Rng(3)).People;

        for (var t = 0; t < 5; t++)
        {
            var values = people.Select(p => p.Traits[t]).ToList();
            Assert.That(values.Average(), Is.EqualTo(0).Within(0.01));
            Assert.That(Math.Sqrt(values.Average(v => v * v)), Is.EqualTo(1).Within(0.03), "the tails beyond 2.5 are cut");
        }
    }

    [Test]
    public void Traits_go_together_as_among_people_only_when_asked_for()
    {
        foreach (var human in new[] { true, false })
        {
            var people = Population.Balanced(4000, new Rng(5), human: human).People;
            for (var i = 0; i < 5; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var r = people.Average(p => p.Traits[i] * p.Traits[j]);
                    Assert.That(r, Is.EqualTo(human ? TraitCorrelations.Human(i, j) : 0).Within(0.05), $"{Traits.Letters[i]} and {Traits.Letters[j]}");
                }
            }
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_people_and_nobody_lies_beyond_the_range()
    {
        var people = Population.Balanced(500, new Rng(9), mean: 0.5, sd: 2, range: 2).People;

        Assert.That(people, Is.EqualTo(Population.Balanced(500, new Rng(9), mean: 0.5, sd: 2, range: 2).People));
        Assert.That(people.SelectMany(p => Enumerable.Range(0, 5).Select(t => p.Traits[t])), Has.All.InRange(-2, 2));
    }

    [Test]
    public void Twenty_thousand_people_have_names_of_their_own()
    {
        Assert.That(Population.Balanced(20_000, new Rng(1)).Names.Distinct().Count(), Is.EqualTo(20_000));
        Assert.That(() => new Population([new Person("Ada", default), new Person("Ada", default)]), Throws.InstanceOf<InputException>().With.Message.Contains("Ada"));
    }

    // reference values: tables of the normal distribution
    [TestCase(0.5, 0), TestCase(0.975, 1.959963984540054), TestCase(0.01, -2.3263478740408408), TestCase(0.9999, 3.719016485455709)]
    public void Quantiles_are_those_of_the_tables(double p, double x) => Assert.That(NormalQuantile.At(p), Is.EqualTo(x).Within(1e-9));
}
