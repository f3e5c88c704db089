using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Minds;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Cli.Tests.Runs;

public sealed class DoseCardsTests
{
    [Test]
    public void Trait_units_become_raw_doses_within_reach_and_anything_else_is_refused_in_the_card_s_words()
    {
        using var folder = new TempFolder();
        Write(folder.Path, "E", CalibrationVerdict.Steered);
        Write(folder.Path, "N", CalibrationVerdict.NotSteered);

        var cards = DoseCards.Read(folder.Path, ["E", "N", "gone"], "model", DoseScope.Suffix);

        Assert.That(cards.Knows("E"));
        Assert.That(cards.Knows("N"), Is.False, "a card that found nothing ships nothing");
        Assert.That(cards.Raw("E", 0.5), Is.EqualTo(1).Within(1e-12), "half of the way from 0 to 2");
        Assert.That(cards.Raw("E", -1), Is.EqualTo(-3).Within(1e-12));
        Assert.DoesNotThrow(() => cards.Require([("Ada", Units(0.5))]));
        Assert.That(Assert.Throws<InputException>(() => cards.Require([("Ada", Units(1.5))]))!.Message, Does.StartWith("Ada: E of +1.5 sd").And.Contain("-1 to +1 sd"));
        Assert.That(Assert.Throws<InputException>(() => cards.Require([("Bo", Units(1))]))!.Message, Does.StartWith("Bo: the doses together").And.Contain("0.60").And.Contain("0.50"));
        Assert.That(Assert.Throws<InputException>(() => DoseCards.Read(folder.Path, ["E"], "model", DoseScope.All))!.Message, Does.Contain("suffix").And.Contain("all"));
        Assert.That(Assert.Throws<InputException>(() => DoseCards.Read(folder.Path, ["E"], "another", DoseScope.Suffix))!.Message, Does.Contain("quantisation"));
    }

    private static Dictionary<string, double> Units(double e) => new() { ["E"] = e };

    private static void Write(string folder, string trait, CalibrationVerdict verdict)
    {
        var vector = Path.Combine(folder, trait + ".gguf");
        new ControlVector("llama", new Dictionary<int, float[]> { [2] = [3, 0, 0, 0] }).Write(vector);
        var settings = new CaptureSettings(CapturePosition.Span, "", "", "", 1, 1, 1, 1, Native.Decoding.FlashAttention.Off, false);
        var computed = new ComputedSection(new CardModel("m", "model", "llama", "", 4, 4), new CardItems(trait, "", 1, 1), settings, DirectionMethod.Mean, ComputedSection.HalfDistance, "given", [2], null, 1, 1, [], [new LayerFigures(2, true, 3, 10, null, 1, 1, null, new Dictionary<string, double>())]);
        var calibration = new CalibrationSection("ipip-50", "suffix", verdict, "of a test", new Dictionary<string, string> { ["model_sha256"] = "model" }, 1, 200, "", [], [new RisingPoint(-3, -1), new RisingPoint(0, 0), new RisingPoint(2, 1)], null, null, null);
        CardFile.Write(CardFile.PathOf(vector), new DoseCard(DoseCard.FormatName, DoseCard.CurrentVersion, trait, Path.GetFileName(vector), CardFile.Sha256Of(vector), computed) { Calibration = calibration, Capability = new CapabilitySection([], [], new CardRange(-3, 2), 0.5) });
    }
}
