using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Psychometrics;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

public sealed class BenchTests
{
    [Test]
    public void Hundreds_of_directions_come_in_tables_that_a_mind_can_hold_and_each_answer_is_its_own()
    {
        var form = Sheets.Ipip.Only(i => i.Trait == 'E');
        var tables = new List<int>();
        var bench = new CalibrationBench(d =>
        {
            tables.Add(d.Count);
            return new TruthMind(form, d, Benches.People.ToDictionary(p => p.Id));
        }, Sheets.Respondents, DoseScope.Suffix, new SheetFile(null), "tables", 0.2);
        var directions = Enumerable.Range(0, 70).Select(n => NamedDirection.Of("n", TruthMind.Noise(1, 3, n))).ToList();

        var sheets = bench.Ask(form, [.. directions.Select(d => Dosing.Of(d, 1))]);

        Assert.That(tables, Has.All.LessThanOrEqualTo(CalibrationBench.TableSize));
        Assert.That(tables.Sum(), Is.EqualTo(70));
        var alone = Benches.Truth(form).Ask(form, [Dosing.Of(directions[41], 1)])[0];
        Assert.That(sheets[41].Responses.Select(r => r.Latent), Is.EqualTo(alone.Responses.Select(r => r.Latent)));
        tables.Clear();
        bench.Ask(form, [.. directions.Select(d => Dosing.Of(d, 1))]);
        Assert.That(tables, Is.Empty, "everything was answered before");
    }

    [Test]
    public void A_name_holds_the_numbers()
    {
        var one = NamedDirection.Of("E", TruthMind.Noise(1, 3, 1));

        Assert.That(NamedDirection.Of("E", TruthMind.Noise(1, 3, 1)).Name, Is.EqualTo(one.Name));
        Assert.That(NamedDirection.Of("E", TruthMind.Noise(1.0001, 3, 1)).Name, Is.Not.EqualTo(one.Name));
    }

    [Test]
    public void Divergence_by_hand_and_none_of_a_sheet_from_itself()
    {
        Assert.That(Divergence.Of([0.5, 0.5], [0.25, 0.75]), Is.EqualTo(0.5 * Math.Log(2) + 0.5 * Math.Log(2 / 3.0)).Within(1e-12));
        Assert.That(Divergence.Of([1, 0], [0.5, 0.5]), Is.EqualTo(Math.Log(2)).Within(1e-12));
        var sheet = Benches.Truth(Sheets.Ipip).Ask(Sheets.Ipip, [Dosing.None])[0];
        Assert.That(Divergence.Of(sheet, sheet), Is.Zero);
    }

    [Test]
    public void Halves_share_no_item_and_both_have_every_trait_and_key()
    {
        foreach (var form in new[] { Sheets.Ipip, Sheets.Neo })
        {
            var (first, second) = ItemHalves.Of(form);

            Assert.That(first.Items.Concat(second.Items).Select(i => i.Id), Is.EquivalentTo(form.Items.Select(i => i.Id)));
            Assert.That(Math.Abs(first.Items.Count - second.Items.Count), Is.LessThanOrEqualTo(5));
            foreach (var half in new[] { first, second }) Assert.That(half.Items.Select(i => (i.Trait, i.Plus)).Distinct().Count(), Is.EqualTo(10));
        }
    }
}
