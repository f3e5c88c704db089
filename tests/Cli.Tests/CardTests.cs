using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Minds;
using PersonaSim.Native;
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
        Assert.That(n.Calibration.Reason, Does.Contain("yes-saying").Or.Contain("not 99 %").Or.Contain("holds 0"));
        Assert.That(n.IsCalibrated, Is.False);
        Assert.That(e.Openings!.ByInstrument["ipip-50"], Is.EqualTo(1));
        var page = File.ReadAllText(Path.Combine(folder, "card.html"));
        Assert.That(page, Does.Contain("Extraversion").And.Contain("99th percentile").And.Contain(e.VectorSha256).And.Contain("looked at 1 time"));
        Assert.That(page, Does.Not.Contain("<script src").And.Not.Contain("<link rel=\"stylesheet"));
        Assert.That(page, Does.Contain(System.Net.WebUtility.HtmlEncode(Engine.Reports.Run.Banners.Meaningless)), "its weights were not trained");
        persim.Run("vectors", "placebo", "--model", "reader", "--draws", "1").IsFine(); // the captured states are still there
        Verified_on_another_quantisation(persim, folder, e);
    }

    // continues the test above: a card takes minutes to make
    private static void Verified_on_another_quantisation(Persim persim, string folder, DoseCard card)
    {
        File.Copy(ReaderFolder.Model("q8_0"), Path.Combine(persim.Models, "reader-q8.gguf"));
        File.Copy(ReaderFolder.Model(seed: 4), Path.Combine(persim.Models, "another.gguf"));
        var sha256 = Native.Models.Probing.ModelGate.HashOf(Path.Combine(persim.Models, "reader-q8.gguf"), folder);
        Result Verify(string model) => persim.Run("vectors", "calibrate", "--vectors", folder, "--verify", "--prompts", "texts", "--threads", "1", "--model", model);
        DoseCards Read() => DoseCards.Read(folder, ["E"], sha256, DoseScope.Suffix);

        Assert.That(Assert.Throws<InputException>(() => Read())!.Message, Does.Contain("--verify"));
        Verify("reader").IsOneLineOfError(1, "this very file");
        Verify("another").IsOneLineOfError(1, "other weights");

        var holds = Verify("reader-q8").IsFine();

        TestContext.Out.WriteLine(holds.Output);
        Assert.That(holds.Output, Does.Contain("E: holds on reader-q8.gguf"));
        Assert.That(Read().Hashes.Keys, Is.EqualTo(new[] { "E" }), "a run takes it");
        var path = Path.Combine(folder, "E.json");
        Assert.That(CardFile.Read(path).Verified.Single().Model.Sha256, Is.EqualTo(sha256));

        // a card that promises three times as much
        CardFile.Write(path, card with { Calibration = card.Calibration! with { Rising = [.. card.Calibration.Rising.Select(r => r with { Units = 3 * r.Units })] } });
        var fails = Verify("reader-q8");
        Assert.That(fails.ExitCode, Is.EqualTo(1));
        Assert.That(fails.Output, Does.Contain("E: does not hold").And.Contain("where the card says"));
        Assert.That(Assert.Throws<InputException>(() => Read())!.Message, Does.Contain("do something else"));
    }
}
