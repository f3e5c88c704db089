using NUnit.Framework;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Contrast;

public sealed class ContrastShippedTests
{
    [TestCaseSource(typeof(ContrastFiles), nameof(ContrastFiles.Names))]
    public void Every_shipped_set_may_be_used(string name)
    {
        Assert.That(ContrastSet.Read(ContrastFiles.Path(name)).Name, Is.EqualTo(name));
    }

    [TestCase('E'), TestCase('A'), TestCase('C'), TestCase('N'), TestCase('O')]
    public void A_trait_has_its_items_in_every_facet_and_split(char trait)
    {
        var set = ContrastSet.Read(ContrastFiles.Path($"{trait}"));

        Assert.That(set.Trait, Is.EqualTo(trait));
        Assert.That(set.Items.Count(i => i.Split == ContrastSplit.Train), Is.EqualTo(120));
        Assert.That(set.Items.Count(i => i.Split == ContrastSplit.Test), Is.EqualTo(42));
        Assert.That(set.Items.GroupBy(i => (i.Facet, i.Split)).Select(g => g.Count()), Has.Exactly(6).EqualTo(20).And.Exactly(6).EqualTo(7));
        Assert.That(set.Items.Count(i => i.Kind == ContrastKind.Scenario) / (double)set.Items.Count, Is.EqualTo(0.6).Within(0.02));
        Assert.That(set.Items.Select(i => i.FacetName).Distinct(), Is.EqualTo(TraitFacets.Of(trait)));
    }

    [TestCaseSource(typeof(ContrastFiles), nameof(ContrastFiles.Names))]
    public void The_high_option_stands_first_in_half_of_each_facet_and_split(string name)
    {
        foreach (var group in ContrastSet.Read(ContrastFiles.Path(name)).Items.Where(i => i.Kind == ContrastKind.Scenario).GroupBy(i => (i.Facet, i.Split)))
        {
            Assert.That(2 * group.Count(i => i.HighFirst == true), Is.EqualTo(group.Count()), $"{group.Key}");
        }
    }

    [Test]
    public void The_controls_have_forty_pairs_each()
    {
        foreach (var name in new[] { "agree", "valence" })
        {
            var set = ContrastSet.Read(ContrastFiles.Path(name));
            Assert.That(set.Trait, Is.Null);
            Assert.That(set.Items, Has.Count.EqualTo(40));
            Assert.That(set.Items.Count(i => i.Split == ContrastSplit.Test), Is.EqualTo(10));
        }
    }
}
