using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Engine.Runs;
using PersonaSim.Native;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Tests.Agents.Personas;

/// <summary>Doses that achieve what texts achieve, on curves made by hand.</summary>
public sealed class LevelMatchTests
{
    // a trait unit is 0.5 in the latent, and nobody in particular stands at 0.25
    private static readonly LevelMatch _texts = LevelMatch.Of(0.25, 0.5, [(3, 1.5, 4.2), (-3, -0.75, 1.9), (0, 0.5, 3.1), (1, 0.75, null)]);

    private static TraitDose Dose => new("E", "E", "ipip-50", new CardRange(-3, 3), [new RisingPoint(-4, -2.5), new RisingPoint(0, 0), new RisingPoint(2, 1), new RisingPoint(3, 3)]) { Match = _texts };

    [Test]
    public void A_text_s_level_is_worth_the_units_that_achieve_the_same()
    {
        Assert.That(_texts.Levels.Select(l => (l.Level, l.Units)), Is.EqualTo(new[] { (-3, -2.0), (0, 0.5), (1, 1.0), (3, 2.5) }));
        // level 3 begins at 1.67 sd, level 1 holds 0.33 to 1 sd
        Assert.That(Dose.UnitsOf(2), Is.EqualTo(2.5));
        Assert.That(Dose.UnitsOf(0.6), Is.EqualTo(1));
        Assert.That(Dose.UnitsOf(0.1), Is.EqualTo(0.5), "somebody described as average is not nobody");
        Assert.That((Dose with { Match = null }).UnitsOf(0.6), Is.EqualTo(0.6));
        Assert.That(() => Dose.UnitsOf(-1.4), Throws.TypeOf<InputException>().With.Message.Contains("level 2").And.Message.Contains("--level 1..7"), "level -2 was not asked");
    }

    [Test]
    public void The_dose_is_the_one_at_which_both_curves_have_one_latent()
    {
        var texts = new AchievedCurve(_texts.Levels.Select(l => new AchievedPoint(l.Level, l.Latent, l.Score)));
        var doses = new AchievedCurve(Dose.Rising.Select(r => new AchievedPoint(r.Raw, 0.25 + (0.5 * r.Units), null)));

        foreach (var (trait, level) in new[] { (2.0, 3), (0.6, 1), (-2.5, -3), (0, 0) }) Assert.That(Dose.Raw(Dose.UnitsOf(trait)), Is.EqualTo(texts.Match(level, doses)!.Value).Within(1e-12), $"{level}");
    }

    [Test]
    public void A_schedule_takes_its_share_of_the_matched_dose_and_a_borrowed_trait_is_matched_on_the_direction_that_is_dosed()
    {
        var table = new DoseTable([Dose], IsHeld: false, MostRelativeSize: null, [new DoseProducts(1, 10, [[1]])]);
        var ada = new Person("Ada", new Traits(2, 0.6, 0, 0, 0));
        var steer = new Treatment(new Population([ada]), new PersonaSettings(Arm.Steer) { Cards = table }, null, new Rng(1));

        Assert.That(steer.UnitsOf(ada).Single(u => u.Direction == "E").Units, Is.EqualTo(2.5));
        Assert.That(steer.UnitsOf(ada, 0.5).Single(u => u.Direction == "E").Units, Is.EqualTo(1.25));
        Assert.That(steer.UnitsOf(ada).Single(u => u.Direction == "A").Units, Is.EqualTo(0.6), "no card, no curve: as many units as the person has");
        var deranged = new Treatment(new Population([ada]), new PersonaSettings(Arm.Deranged) { Cards = table }, null, new Rng(1));
        var lent = ada.Traits[deranged.Borrowed[0]];
        Assert.That(deranged.UnitsOf(ada).Single(u => u.Direction == "E").Units, Is.EqualTo(Dose.UnitsOf(lent)));
    }
}
