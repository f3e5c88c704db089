using NUnit.Framework;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Minds;
using PersonaSim.Native;
using PersonaSim.Native.Models.Probing;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Tests;

/// <summary>`persim card --verify`: what a card says of doses, tried on another quantisation of a model that really has the trait.</summary>
public sealed class CardVerifyTests
{
    private static readonly double[] _raw = [-1, -0.5, 0.5, 1];
    private Persim _persim = null!;
    private string _card = null!;

    [OneTimeSetUp]
    public void Compute()
    {
        _persim = new Persim();
        _card = Path.Combine(_persim.Models, "vectors", "reader", "E.json");
        ReaderFolder.Write(Path.Combine(_persim.Home, "texts"), items: 2, asked: "E");
        File.Copy(ReaderFolder.Model(), Path.Combine(_persim.Models, "reader.gguf"));
        File.Copy(ReaderFolder.Model("q8_0"), Path.Combine(_persim.Models, "reader-q8.gguf"));
        File.Copy(ReaderFolder.Model(seed: 4), Path.Combine(_persim.Models, "another.gguf"));
        _persim.Run("vectors", "compute", "--model", "reader", "--traits", "E", "--sets", Path.Combine("texts", "contrast"), "--threads", "1", "--discard-captures").IsFine();
    }

    [OneTimeTearDown]
    public void Remove() => _persim.Dispose();

    [Test]
    public void A_card_that_says_what_doses_do_on_the_other_file_holds_there_and_one_that_says_more_does_not()
    {
        var folder = Path.Combine(_persim.Models, "vectors", "reader");
        var sha256 = ModelGate.HashOf(Path.Combine(_persim.Models, "reader-q8.gguf"), folder);
        Says(_raw);

        var found = Verify("--json").Json.GetProperty("traits")[0].GetProperty("verified").GetProperty("doses").EnumerateArray().Select(d => d.GetProperty("found").GetDouble()).ToArray();
        Says(found);
        var holds = Verify().IsFine();

        Assert.That(found, Is.Ordered.And.Exactly(2).GreaterThan(0), "the trait is really there");
        Assert.That(holds.Output, Does.Contain("E: holds on reader-q8.gguf").And.Contain("opened 2 times"));
        Assert.That(holds.Error, Does.Contain(Path.Combine("models", "vectors", "reader")), "the folder was not named, and there is one only");
        Assert.That(File.ReadAllText(Path.Combine(folder, "verified-reader-q8.html")), Does.Contain("Dose cards of reader on reader-q8").And.Contain("1 of 1 hold").And.Contain(sha256).And.Not.Contain("does not hold"));
        Assert.That(CardFile.Read(_card).Verified.Single().Model.Sha256, Is.EqualTo(sha256));
        Assert.That(DoseCards.Read(folder, ["E"], sha256, DoseScope.Suffix).Hashes.Keys, Is.EqualTo(new[] { "E" }), "a run on that file takes it");

        Says([.. found.Select(f => 3 * f)]);
        var fails = Verify("--page", "page.html");

        Assert.That(fails.ExitCode, Is.EqualTo(1));
        Assert.That(fails.Output, Does.Contain("E: does not hold").And.Contain("where the card says"));
        Assert.That(File.ReadAllText(Path.Combine(_persim.Home, "page.html")), Does.Contain("0 of 1 hold").And.Contain("does not hold"));
        Assert.That(Assert.Throws<InputException>(() => DoseCards.Read(folder, ["E"], sha256, DoseScope.Suffix))!.Message, Does.Contain("do something else"));
    }

    [Test]
    public void Mistakes_are_one_line_each()
    {
        CardFile.Write(_card, CardFile.Read(_card) with { Calibration = null, Verified = [] });
        Result Verify(params string[] more) => _persim.Run(["card", .. more, "--verify", "--prompts", "texts", "--threads", "1"]);

        Verify("reader-q8").IsOneLineOfError(1, "--vectors", "another quantisation of reader-q8", "none in");
        Verify("reader-q8", "--vectors", "models/vectors/reader").IsOneLineOfError(1, "no card with doses in trait units");
        Says(_raw);
        Verify("reader", "--vectors", "models/vectors/reader").IsOneLineOfError(1, "this very file");
        Verify("another", "--vectors", "models/vectors/reader").IsOneLineOfError(1, "other weights");
        Verify("reader-q8", "--quick").IsOneLineOfError(1, "--verify", "--quick");
        Verify("reader-q8", "--sets", "texts").IsOneLineOfError(1, "--verify", "--sets");
        Verify("reader-q8", "--vectors", "models/vectors/reader", "--traits", "N").IsOneLineOfError(1, "no vector of N");
        Verify("gone").IsOneLineOfError(1, "gone");
        Assert.That(CardFile.Read(_card).Verified, Is.Empty);
    }

    private Result Verify(params string[] more) => _persim.Run(["card", "reader-q8", "--verify", "--prompts", "texts", "--threads", "1", .. more]);

    private void Says(double[] units)
    {
        var made = CardFile.Read(_card);
        var section = new CalibrationSection("ipip-50", "suffix", CalibrationVerdict.Steered, "of a test", new Dictionary<string, string> { ["model_sha256"] = made.Computed.Model.Sha256 }, 1, 200, "", [], [new(_raw[0], units[0]), new(_raw[1], units[1]), new(0, 0), new(_raw[2], units[2]), new(_raw[3], units[3])], null, null, null);
        CardFile.Write(_card, made with { Calibration = section, Verified = [] });
    }
}
