using NUnit.Framework;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests;

/// <summary>`persim card` on models in which the truth is known.</summary>
public sealed class CardTests
{
    [Test]
    [Category("Full")]
    public void One_command_finds_a_planted_trait_steered_and_a_planted_yes_saying_not()
    {
        using var persim = new Persim();
        ReaderFolder.Write(Path.Combine(persim.Home, "texts"), items: 3, saysYes: 'N', asked: "EN");
        File.Copy(ReaderFolder.Model(), Path.Combine(persim.Models, "reader.gguf"));
        var text = Path.Combine("texts", "contrast");

        var result = persim.Run("card", "reader", "--quick", "--traits", "E,N", "--prompts", "texts", "--sets", text, "--threads", "1", "--json").IsFine();
        foreach (var trait in result.Json.GetProperty("traits").EnumerateArray()) TestContext.Out.WriteLine(trait.GetProperty("line").GetString());

        Assert.That(result.Error, Does.Contain("prompt tokens a second").And.Contain("questions"));
        var folder = Path.Combine(persim.Models, "vectors", "reader");
        var (e, n) = (CardFile.Beside(Path.Combine(folder, "E.gguf"))!, CardFile.Beside(Path.Combine(folder, "N.gguf"))!);
        Assert.That(e.Calibration!.Verdict, Is.EqualTo(CalibrationVerdict.Steered), e.Calibration.Reason);
        Assert.That(e.Calibration.Reach!.Low, Is.LessThan(-0.5));
        Assert.That(e.Calibration.Reach.High, Is.GreaterThan(0.5));
        Assert.That(e.Controls!.Effect.AntiSteered, Is.Zero);
        Assert.That(n.Calibration!.Verdict, Is.EqualTo(CalibrationVerdict.NotSteered), n.Calibration.Reason);
        Assert.That(n.Calibration.Curve[^1].Acquiescence!.Value, Is.GreaterThan(3 * Math.Abs(n.Calibration.Curve[^1].Latent!.Value)), "it moves agreement, not the trait");
        Assert.That(n.IsCalibrated, Is.False);
        Assert.That(e.Openings!.ByInstrument["ipip-50"], Is.EqualTo(1));
        var page = File.ReadAllText(Path.Combine(folder, "card.html"));
        Assert.That(page, Does.Contain("Extraversion").And.Contain("99th percentile").And.Contain(e.VectorSha256).And.Contain("looked at 1 time"));
        Assert.That(page, Does.Not.Contain("<script src").And.Not.Contain("<link rel=\"stylesheet"));
        Assert.That(Directory.EnumerateFiles(folder, "*.captures"), Is.Empty);
    }
}
