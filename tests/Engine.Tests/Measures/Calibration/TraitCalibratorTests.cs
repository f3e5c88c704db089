using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Tests.Measures.Psychometrics;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

public sealed class TraitCalibratorTests
{
    [Test]
    public void A_direction_along_the_trait_is_found_steered_and_its_doses_achieve_what_is_asked()
    {
        var bench = Benches.Truth(Sheets.Neo);

        var (card, controls) = Benches.Calibrator(bench, Sheets.Neo).Run(TruthMind.Material('E', TruthMind.Direction(('E', 0.8))), ("deranged A", TruthMind.Direction(('A', 0.8))));

        Assert.That(card.Verdict, Is.EqualTo(CalibrationVerdict.Steered), card.Reason);
        Assert.That(controls!.P, Is.EqualTo(0.01));
        Assert.That(controls.Effect.AntiSteered, Is.Zero);
        Assert.That(controls.KlMatched.Divergence!.Value, Is.EqualTo(controls.Divergence).Within(0.25 * controls.Divergence));
        Assert.That(Math.Abs(controls.Others.Single(o => o.Name == "deranged A").Latent!.Value), Is.LessThan(0.3 * controls.Effect.Latent!.Value));
        Assert.That(card.Curve.Select(p => p.Raw), Is.Ordered);
        Assert.That(card.Curve, Has.Count.GreaterThanOrEqualTo(7));
        Assert.That(card.Reach!.Low, Is.LessThan(-1));
        Assert.That(card.Reach.High, Is.GreaterThan(1));
        Assert.That(card.Achieved!.Slope, Is.EqualTo(1).Within(0.1));
        Assert.That(card.Achieved.Low, Is.LessThan(1.01));
        Assert.That(card.Achieved.Rmse, Is.LessThan(0.2));
        Assert.That(card.Achieved.Asked.Select(a => Math.Abs(a.Asked)), Is.All.LessThan(Population.Furthest), "further than people go nothing is asked");
        Assert.That(card.CrossFit!.Latent!.Value, Is.EqualTo(controls.Effect.Latent.Value).Within(1e-5), "the folds' directions are the same here, and all items are measured once");
        Assert.That(card.Projected!.Latent!.Value, Is.EqualTo(controls.Effect.Latent.Value).Within(1e-5), "nothing of it lies along agree or valence here; what does is taken off by Projection (PlantedDirectionTests)");
        Assert.That(card.Projected.Error, Is.Not.Null, "with its interval");
        Assert.That(card.Beside!.Keys, Is.EquivalentTo(new[] { "A", "C", "N", "O" }));
        Assert.That(card.Beside.Values.Select(e => e.Latent!.Value), Is.All.EqualTo(0).Within(1e-5), "nobody is moved in anything else");
        Assert.That(card.Along(controls.Effect.Latent)!.Value.Share, Is.EqualTo(0).Within(1e-5));
        Assert.That(card.Curve.Single(p => p.Raw == 2).RelativeSize, Is.EqualTo(0.4).Within(1e-6), "2 x 0.8 of 4");
        Assert.That(card.Curve.Single(p => p.Raw == 2).Halo, Is.EqualTo(0.2).Within(0.01), "one trait alone");
        Assert.That(card.Curve.Single(p => p.Raw == 2).Acquiescence!.Value, Is.EqualTo(0).Within(0.2), "items differ in sharpness, so keys do not balance to the last digit");
        Assert.That(card.Curve.Single(p => p.Raw == 0).Score!.Value, Is.EqualTo(3).Within(0.3), "nobody in particular, in the questionnaire's points");
        Assert.That(card.Curve.Select(p => p.Score!.Value), Is.Ordered);
        // the reference people were drawn with a standard deviation of 1, and one raw dose moves the trait by 0.8
        Assert.That(card.RawFor("E", 0.8), Is.EqualTo(1).Within(0.15));
        Assert.That(card.RawFor("E", 0), Is.Zero.Within(1e-9));
    }

    [Test]
    public void A_direction_that_moves_another_trait_as_well_says_so()
    {
        var (card, controls) = Benches.Calibrator(Benches.Truth(Sheets.Ipip), Sheets.Ipip).Run(TruthMind.Material('E', TruthMind.Direction(('E', 0.8), ('N', -0.8), ('A', 0.2))));

        var (trait, share) = card.Along(controls!.Effect.Latent)!.Value;
        Assert.That(card.Verdict, Is.EqualTo(CalibrationVerdict.Steered), "items of one trait cannot tell");
        Assert.That((trait, share), Is.EqualTo(("N", -1.0)).Using<(string, double)>((a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 0.2));
        Assert.That(card.Beside!["A"].Latent!.Value / controls.Effect.Latent!.Value, Is.EqualTo(0.25).Within(0.1));
        Assert.That((card with { Beside = null }).Along(1), Is.Null, "an older card");
    }

    [Test]
    public void A_curve_that_turns_back_is_used_only_as_far_as_it_rises()
    {
        var bench = Benches.Truth(Sheets.Ipip, response: x => x > 1.2 ? 2.4 - x : x);

        var (card, _) = Benches.Calibrator(bench, Sheets.Ipip).Run(TruthMind.Material('E', TruthMind.Direction(('E', 0.8))));

        Assert.That(card.Verdict, Is.EqualTo(CalibrationVerdict.Steered), card.Reason);
        Assert.That(card.Rising[^1].Raw, Is.InRange(1, 1.5));
        Assert.That(card.Curve[^1].Raw, Is.EqualTo(3));
        Assert.That(card.Reach!.High, Is.LessThan(1.3));
        Assert.That(card.CrossFit, Is.Null, "the IPIP-50 has no facets");
        var refused = Assert.Throws<InputException>(() => card.RawFor("E", 2))!;
        Assert.That(refused.Message, Does.Contain("+2 sd").And.Contain("ipip-50").And.Contain("can be reached"));
    }

    [Test]
    public void A_weak_direction_is_followed_beyond_the_list_while_it_rises()
    {
        var further = Benches.Settings with { Further = CalibrationSettings.DefaultFurther };
        var weak = TruthMind.Material('E', TruthMind.Direction(('E', 0.25)));

        var (listed, _) = Benches.Calibrator(Benches.Truth(Sheets.Ipip), Sheets.Ipip).Run(weak);
        var (followed, _) = Benches.Calibrator(Benches.Truth(Sheets.Ipip), Sheets.Ipip, further).Run(weak);
        var (turned, _) = Benches.Calibrator(Benches.Truth(Sheets.Ipip, response: x => x > 1.2 ? 2.4 - x : x), Sheets.Ipip, further).Run(weak);

        Assert.That(listed.Reach!.High, Is.LessThan(1));
        Assert.That(followed.Curve.Select(p => p.Raw).Where(r => Math.Abs(r) > 3), Is.SupersetOf(new[] { -8.0, -6, -4, 4, 6, 8 }));
        Assert.That(followed.Reach!.High, Is.EqualTo(8 * listed.Reach.High / 3).Within(0.4));
        Assert.That(followed.Reach.Low, Is.EqualTo(8 * listed.Reach.Low / 3).Within(0.4));
        // up to 1.2, which is a dose of 4.8, and to the other side to the end
        Assert.That(turned.Curve[0].Raw, Is.EqualTo(-8));
        Assert.That(turned.Curve[^1].Raw, Is.EqualTo(6));
        Assert.That(turned.Rising[^1].Raw, Is.InRange(4, 5));
    }

    [Test]
    public void A_direction_without_the_trait_ships_nothing()
    {
        var bench = Benches.Truth(Sheets.Ipip);

        var (card, controls) = Benches.Calibrator(bench, Sheets.Ipip).Run(TruthMind.Material('E', TruthMind.Noise(0.8, 99, 3)));

        Assert.That(card.Verdict, Is.EqualTo(CalibrationVerdict.NotSteered));
        Assert.That(card.Rising, Is.Empty);
        Assert.That(card.Reach, Is.Null);
        Assert.That(card.Achieved, Is.Null);
        Assert.That(controls!.P, Is.GreaterThan(0.01));
        Assert.That(Assert.Throws<InputException>(() => card.RawFor("E", 0.5))!.Message, Does.Contain("not steered"));
    }

    [Test]
    public void A_direction_of_yes_saying_moves_acquiescence_and_not_the_trait()
    {
        var bench = Benches.Truth(Sheets.Ipip);

        var (card, controls) = Benches.Calibrator(bench, Sheets.Ipip).Run(TruthMind.Material('E', TruthMind.Direction((TruthMind.Yes, 0.8))));

        Assert.That(card.Verdict, Is.Not.EqualTo(CalibrationVerdict.Steered));
        Assert.That(Math.Abs(controls!.Effect.Latent!.Value), Is.LessThan(0.05));
        Assert.That(card.Curve[^1].Acquiescence!.Value, Is.GreaterThan(1));
    }

    [Test]
    public void Stopped_at_any_instant_it_goes_on_to_the_same_card()
    {
        using var folder = new TempFolder();
        var material = TruthMind.Material('E', TruthMind.Direction(('E', 0.8)));
        var whole = Run(new SheetFile(null), int.MaxValue, out var asked);
        foreach (var share in new[] { 0.1, 0.5, 0.9 })
        {
            var path = Path.Combine(folder.Path, $"{share}.answers");
            Assert.Throws<OperationCanceledException>(() => Run(new SheetFile(path), (int)(share * asked), out _));
            File.AppendAllText(path, "{\"Key\":\"cut"); // as a kill would leave it

            var resumed = Run(new SheetFile(path), int.MaxValue, out _);

            Assert.That(System.Text.Json.JsonSerializer.Serialize(resumed), Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(whole)));
        }

        (CalibrationSection, ControlsSection?) Run(SheetFile file, int most, out int count)
        {
            using var open = file;
            var done = 0;
            var bench = Benches.Truth(Sheets.Ipip, file, asked: n => { done += n; if (done > most) throw new OperationCanceledException(); });
            var result = Benches.Calibrator(bench, Sheets.Ipip).Run(material);
            count = done;
            return result;
        }
    }
}
