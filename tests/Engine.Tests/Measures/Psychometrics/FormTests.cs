using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Measures.Psychometrics.Reference;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Probes;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

public sealed class FormTests
{
    [Test]
    public void Both_orders_ask_about_the_same_and_differ_in_what_the_numbers_mean()
    {
        foreach (var item in Sheets.Neo.Items)
        {
            Assert.That(item.Forward, Does.Contain(item.Text).And.Contain("1 = strongly disagree").And.Contain("5 = strongly agree"));
            Assert.That(item.Reversed, Does.Contain(item.Text).And.Contain("1 = strongly agree").And.Contain("5 = strongly disagree"));
            Assert.That(item.Forward.Replace("disagree", "agree", StringComparison.Ordinal), Is.EqualTo(item.Reversed.Replace("disagree", "agree", StringComparison.Ordinal)), "and nothing else");
        }

        foreach (var item in Sheets.Scenarios.Items) Assert.That(item.Forward.Split('\n').Order(StringComparer.Ordinal).Select(l => l.TrimStart('1', '2')).Order(StringComparer.Ordinal), Is.EqualTo(item.Reversed.Split('\n').Select(l => l.TrimStart('1', '2')).Order(StringComparer.Ordinal)));
    }

    [Test]
    public void The_first_order_of_an_item_is_the_question_that_probes_ask_in_a_run() =>
        Assert.That(Sheets.Ipip["1"].Forward, Is.EqualTo(Parlours.Prompts["probes/item"].Fill(("sentence", "I am the life of the party."))));

    [Test]
    public void Prompts_of_all_doses_are_the_same_bytes_with_the_same_shared_blocks()
    {
        var administration = new Administration(Sheets.Ipip);
        var asks = new[] { Sheets.Respondents.Baseline(), Sheets.Respondents.Dosed([new DirectionDose("E", 2)]), Sheets.Respondents.Dosed([new DirectionDose("N", -1), new DirectionDose("agree", 0.5f)]) }
            .Select(r => administration.Asks(r).Select(a => a with { Doses = [] }).Select(a => a.Hash()).ToList()).ToList();

        Assert.That(asks[1], Is.EqualTo(asks[0]));
        Assert.That(asks[2], Is.EqualTo(asks[0]));
    }

    [Test]
    public void A_text_that_nothing_steers_is_shared_and_a_steered_one_is_the_respondents_own()
    {
        var person = new Person("Ada", new Traits(1, 0, 0, 0, 0));

        var (described, both) = (Sheets.Respondents.Described(person, 1), Sheets.Respondents.Described(person, 1, [new DirectionDose("E", 1)]));

        Assert.That(described.SharedBlocks, Is.EqualTo(described.Blocks.Count));
        Assert.That(both.SharedBlocks, Is.EqualTo(1));
        Assert.That(both.Blocks, Is.EqualTo(described.Blocks));
    }

    [Test]
    public void A_series_has_every_trait_at_every_level_and_the_middle_once()
    {
        var series = Sheets.Respondents.Series([.. Enumerable.Range(-3, 7)], [1, 3]).ToList();

        Assert.That(series, Has.Count.EqualTo(2 * ((5 * 6) + 1)));
        Assert.That(series.Select(r => r.Id), Is.Unique);
        Assert.That(series.Select(r => string.Join('\n', r.Blocks.Select(b => b.Text))), Is.Unique);
        foreach (var one in series) Assert.That(PersonaText.Level(one.Meant!.Value[one.Varied!.Value.Trait]), Is.EqualTo(one.Varied.Value.Level), one.Id);
    }

    [Test]
    public void The_reference_people_are_the_frozen_200_and_balanced()
    {
        var (people, sha256) = ReferencePeople.Load(Parlours.Prompts);

        Assert.That(sha256, Is.EqualTo("cb8c262916d1b9893ec7a64af84122ad9483fc6582d2545af455c6c16a7baab7"), "cards name this hash: a changed table is another unit of doses");
        Assert.That(people.People, Has.Count.EqualTo(200));
        foreach (var letter in Traits.Letters)
        {
            var values = people.People.Select(p => p.Traits[letter]).ToList();
            Assert.That(values.Average(), Is.Zero.Within(0.01));
            Assert.That(Math.Sqrt(values.Average(v => v * v)), Is.EqualTo(1).Within(0.01));
            foreach (var other in Traits.Letters.Where(o => o != letter)) Assert.That(Math.Abs(Parlours.Correlation(values, [.. people.People.Select(p => p.Traits[other])])), Is.LessThan(0.05));
            Assert.That(values.Select(PersonaText.Level).Distinct().Count(), Is.EqualTo(7), "all levels of the texts are used");
        }
    }

    [Test]
    public void A_human_standard_deviation_is_named_only_where_it_was_read_at_its_source()
    {
        // N: the root of the mean square of 15.83, 16.48, 16.04, 15.48, 15.61, 16.16, 16.10, 14.92 is 15.834; of 24 items
        Assert.That(HumanNorms.Sd("ipip-neo-120", 'N'), Is.EqualTo(15.834 / 24).Within(1e-3));
        Assert.That(Traits.Letters.Select(t => HumanNorms.Sd("ipip-neo-120", t)), Has.All.InRange(0.45, 0.7));
        Assert.That(Traits.Letters.Select(t => HumanNorms.Sd("ipip-50", t)), Has.All.Null);
    }
}
