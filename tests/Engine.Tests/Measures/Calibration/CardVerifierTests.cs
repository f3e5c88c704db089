using NUnit.Framework;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Reports.Cards;
using PersonaSim.Engine.Tests.Measures.Psychometrics;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

/// <summary>A card of the reader in which the truth is known, on other files of it, and as a page.</summary>
public sealed class CardVerifierTests
{
    private static readonly LayerVectors _direction = TruthMind.Direction(('E', 0.8));
    private DoseCard _card = null!;

    [OneTimeSetUp]
    public void Calibrate()
    {
        var (calibration, controls) = Benches.Calibrator(Benches.Truth(Sheets.Ipip), Sheets.Ipip).Run(TruthMind.Material('E', _direction));
        var computed = new ComputedSection(new CardModel("m", "m-sha", "llama", "", 4, TruthMind.Width) { Base = "base" }, new CardItems("E", "items-sha", 120, 42), new CaptureSettings(CapturePosition.Span, "", "", "", 1, 1, 1, 1, Native.Decoding.FlashAttention.Off, false), DirectionMethod.Mean, ComputedSection.HalfDistance, "given", [TruthMind.Layer], 0.9, 1, 1, [], [new LayerFigures(TruthMind.Layer, true, 0.8, 4, 0.9, 1, 1, null, new Dictionary<string, double> { ["agree"] = 0.1 })]);
        _card = new DoseCard(DoseCard.FormatName, DoseCard.CurrentVersion, "E", "E.gguf", "vector-sha", computed) { Calibration = calibration, Controls = controls };
        Assert.That(_card.IsCalibrated, calibration.Reason);
    }

    [Test]
    public void Doses_that_achieve_the_same_elsewhere_are_accepted_and_those_that_do_not_are_not()
    {
        var same = Verify(null);
        var nearly = Verify(x => 0.9 * x);
        var half = Verify(x => x / 2);
        var oneSided = Verify(x => Math.Max(0, x));

        Assert.That(same.Accepted, same.Reason);
        Assert.That(same.Doses, Has.Count.EqualTo(4));
        Assert.That(same.Doses.Select(d => d.Found!.Value - d.Wanted), Has.All.EqualTo(0).Within(1e-5), "the very same file");
        Assert.That(same.Doses[0].Wanted, Is.EqualTo(_card.Calibration!.Reach!.Low).Within(1e-5));
        Assert.That(nearly.Accepted, nearly.Reason);
        Assert.That(half.Accepted, Is.False);
        Assert.That(half.Reason, Does.Contain("where the card says"));
        Assert.That(oneSided.Accepted, Is.False);
        Assert.That(oneSided.Doses.Where(d => d.Wanted > 0).All(CardVerifier.IsWithin), "only one side is off, and that is enough");
        Assert.That(CardVerifier.IsWithin(new VerifiedDose(1, 1, null)), Is.False, "what was not answered holds nothing");
    }

    [Test]
    public void The_page_shows_the_curve_beside_the_controls_the_hashes_and_how_often_items_were_opened()
    {
        var card = _card with { Openings = new ItemOpenings("m-sha", new Dictionary<string, int> { ["ipip-50"] = 3 }), Verified = [Verify(null)] };
        var tried = _card with { Trait = "N", Calibration = _card.Calibration! with { Verdict = CalibrationVerdict.NotSteered, Rising = [], Reason = "<b>its effect</b> exceeds 12 of 99" } };

        var html = CardReport.Of("my<model>.gguf", [("model sha256", "m-sha")], [card, tried], [("C", "it is yes-saying")], ["E: steered"], quick: true).Html();

        Assert.That(html, Does.Contain("Extraversion: what doses do").And.Contain("reachable").And.Contain("their 99th percentile").And.Contain("permuted labels, 95 % of them"));
        Assert.That(html, Does.Contain("isotropic").And.Contain("same KL").And.Contain("vector-sha").And.Contain("looked at 3 times (ipip-50)").And.Contain("accepted"));
        Assert.That(html, Does.Contain("C was refused before it was measured: it is yes-saying").And.Contain("A first look"));
        Assert.That(html, Does.Contain("my&lt;model&gt;.gguf").And.Contain("&lt;b&gt;its effect").And.Not.Contain("<b>its effect"));
    }

    private VerifiedFile Verify(Func<double, double>? response) =>
        new CardVerifier(Benches.Truth(Sheets.Ipip, response: response), Sheets.Ipip).Run(_card, NamedDirection.Of("E", _direction), _card.Computed.Model, "base", new SortedDictionary<string, string>(StringComparer.Ordinal));
}
