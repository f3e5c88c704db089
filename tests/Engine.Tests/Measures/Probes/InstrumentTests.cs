using NUnit.Framework;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Native;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class InstrumentTests
{
    private const string Good = "item,domain,keyed,text\n1,E,+,Talk\n2,E,-,Am quiet, mostly\n";

    [TestCase("ipip-50", 10, 0), TestCase("ipip-neo-120", 24, 30)]
    public void The_shipped_questionnaires_have_as_many_items_as_their_names_say(string name, int perTrait, int facets)
    {
        var instrument = Instrument.Load(Parlours.Prompts, name);

        Assert.That(instrument.Items, Has.Count.EqualTo(5 * perTrait));
        Assert.That(instrument.Items.GroupBy(i => i.Trait).Select(g => g.Count()), Has.All.EqualTo(perTrait));
        Assert.That(instrument.Items.Where(i => i.Facet.Length > 0).GroupBy(i => (i.Trait, i.Facet)).Select(g => g.Count()), facets == 0 ? Is.Empty : Has.Exactly(facets).EqualTo(4));
        Assert.That(Parlours.Prompts.Hashes.Keys, Does.Contain("instruments/" + name), "a run's manifest must name it");
    }

    [Test]
    public void Keys_are_the_published_ones()
    {
        // 18 of the 50 are reverse-keyed when the fourth factor is neuroticism, 24 when it is emotional stability
        Assert.That(Instrument.Load(Parlours.Prompts, "ipip-50").Items.Count(i => !i.Plus), Is.EqualTo(18));
        Assert.That(Instrument.Load(Parlours.Prompts, "ipip-neo-120").Items.Count(i => !i.Plus), Is.EqualTo(55));
    }

    [Test]
    public void Items_are_read_as_they_stand_and_said_in_the_first_person()
    {
        var items = Instrument.Parse("mine", "// where it is from\n" + Good).Items;

        Assert.That(items, Is.EqualTo(new[] { new InstrumentItem("1", 'E', true, "", "Talk"), new InstrumentItem("2", 'E', false, "", "Am quiet, mostly") }));
        Assert.That(items[1].InFirstPerson, Is.EqualTo("I am quiet, mostly."));
    }

    [TestCase("ipip-50", 4), TestCase("ipip-neo-120", 4), TestCase("ipip-neo-120", 2), TestCase("ipip-neo-120", 12)]
    public void A_selection_is_balanced_by_key_and_takes_the_first(string name, int perTrait)
    {
        var instrument = Instrument.Load(Parlours.Prompts, name);
        var chosen = instrument.First(perTrait);

        Assert.That(chosen.GroupBy(i => (i.Trait, i.Plus)).Select(g => g.Count()), Has.Exactly(10).EqualTo(perTrait / 2));
        foreach (var group in chosen.GroupBy(i => (i.Trait, i.Plus))) Assert.That(group, Is.EqualTo(instrument.Items.Where(i => (i.Trait, i.Plus) == group.Key).Take(perTrait / 2)));
        Assert.That(instrument.First(0), Is.EqualTo(instrument.Items));
    }

    [TestCase("", "line 1, header")]
    [TestCase("item,domain,keyed\n", "line 1, header: the column 'text' is missing")]
    [TestCase("item,domain,keyed,colour,text\n", "line 1, header: unknown column 'colour'")]
    [TestCase("item,domain,text,keyed\n", "line 1, header: text must be the last")]
    [TestCase("// a remark\nitem,item,domain,keyed,text\n", "line 2, header: a column stands there twice")]
    [TestCase("item,domain,keyed,text\n", "line 1, item: no items")]
    [TestCase(Good + "3,E,+\n", "line 4, text: 3 fields, expected 4")]
    [TestCase(Good + "\n\n3,X,+,Run\n", "line 6, domain: expected one of E, A, C, N, O, found 'X'")]
    [TestCase(Good + "3,E,plus,Run\n", "line 4, keyed: expected + or -, found 'plus'")]
    [TestCase(Good + "1,E,+,Run\n", "line 4, item: '1' stands in the file twice")]
    [TestCase(Good + "3,E,+,talk\n", "line 4, text: 'talk' stands in the file twice")]
    [TestCase(Good + "3,E,+,\n", "line 4, text: '' is empty")]
    [TestCase(Good + "3,E,+, Run\n", "line 4, text: ' Run'")]
    [TestCase(Good + "a/b,E,+,Run\n", "line 4, item: expected letters")]
    [TestCase(Good + "3,A,+,Give\n", "keyed: all items of A have the same key")]
    public void A_malformed_file_is_refused_by_line_and_field(string text, string expected) =>
        Assert.That(() => Instrument.Parse("mine", text), Throws.InstanceOf<InputException>().With.Message.Contains("instruments/mine.md").And.Message.Contains(expected));

    [Test]
    public void Scenarios_are_four_of_each_trait_and_fair_to_both_options()
    {
        var scenarios = Scenario.Load(Parlours.Prompts);

        Assert.That(scenarios.GroupBy(s => s.Trait).Select(g => (g.Key, g.Count())), Is.EqualTo("EACNO".Select(t => (t, 4))));
        var options = scenarios.SelectMany(s => new[] { s.High, s.Low }).ToList();
        Assert.That(options, Is.Unique);
        Assert.That(options, Has.All.StartsWith("I "));
        Assert.That(options, Has.All.EndsWith("."));
        foreach (var s in scenarios) Assert.That(s.High.Length / (double)s.Low.Length, Is.InRange(0.8, 1.25), s.Id);
        foreach (var g in scenarios.GroupBy(s => s.Trait)) Assert.That(g.Sum(s => s.High.Length) / (double)g.Sum(s => s.Low.Length), Is.InRange(0.9, 1.1), $"{g.Key}: length must not stand for the trait");
    }

    [TestCase("E1\n", "line 1, name")]
    [TestCase("## X1\n", "line 1, name: expected a trait")]
    [TestCase("## E1\nhigh: I go.\n", "line 1, situation")]
    [TestCase("## E1\nRain.\nlow: I stay.\n", "line 1, high")]
    [TestCase("## E1\nRain.\nhigh: I go.\n## E2\n", "line 4, low")]
    [TestCase("## E1\nRain.\nhigh: go\n", "line 3, high: expected a full sentence")]
    [TestCase("## E1\nRain.\nhigh: I go.\nlow: I go.\n", "low: both options are the same")]
    [TestCase("## E1\nRain.\nhigh: I go.\nlow: I stay.\n\n## E1\nSun.\n", "line 6, name: 'E1' stands in the file twice")]
    public void A_malformed_scenario_is_refused_by_line_and_field(string text, string expected) =>
        Assert.That(() => Scenario.Parse(ProbeFile.Lines(text)), Throws.InstanceOf<InputException>().With.Message.Contains(expected));

    [TestCase("E +: Loud.\nE +: Loud.\n", "line 2, class: 'E +' stands in the file twice")]
    [TestCase("E Loud.\n", "line 1, class: expected a trait")]
    [TestCase("E +: This person is loud.\nE -: This person is quiet.\n", "line 2, class: the trait A has no sentence of each key")]
    public void A_malformed_observer_file_is_refused_by_line(string text, string expected) =>
        Assert.That(() => ObserverItem.Parse(ProbeFile.Lines(text)), Throws.InstanceOf<InputException>().With.Message.Contains(expected));
}
