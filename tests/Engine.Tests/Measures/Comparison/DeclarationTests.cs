using NUnit.Framework;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Measures.Comparison;

/// <summary>What is declared before the first run cannot be changed unnoticed.</summary>
public sealed class DeclarationTests
{
    private static readonly Declaration _declared = new("town.small", new string('a', 64), "town", 200, 32, ["none", "steer"], [1, 2, 3], new SortedDictionary<string, double> { ["measure/trust/town"] = 0.05 }, ["steer-none"], CompareTest.T, 0.05);

    [Test]
    public void A_declaration_comes_back_from_its_file_with_its_hash()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "x.prereg.json");
        File.WriteAllText(path, _declared.Write());

        var read = Declaration.Read(path);

        Assert.That(read.Hash, Is.EqualTo(_declared.Hash).And.Length.EqualTo(64));
        Assert.That(read.ChangesTo(_declared), Is.Empty);
        Assert.That(_declared.Write(), Does.Contain(_declared.Hash).And.Not.Contain("\r"));
    }

    [TestCase("0.05", "0.5")]
    [TestCase("\"steer\"", "\"both\"")]
    [TestCase("200", "400")]
    public void A_file_that_was_edited_is_refused(string from, string to)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "x.prereg.json");
        File.WriteAllText(path, _declared.Write().Replace(from, to, StringComparison.Ordinal));

        Assert.That(() => Declaration.Read(path), Throws.TypeOf<InputException>().With.Message.Contains("edited").And.Message.Contains("after the fact"));
    }

    [Test]
    public void A_file_that_is_something_else_is_refused()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "x.json");
        File.WriteAllText(path, "{ \"kind\": 1 }");

        Assert.That(() => Declaration.Read(path), Throws.TypeOf<InputException>().With.Message.Contains("persim prereg"));
    }

    [Test]
    public void Every_change_is_a_sentence()
    {
        var now = _declared with { Seeds = [1, 2, 3, 4], Primary = new SortedDictionary<string, double> { ["measure/trust/town"] = 0.1, ["action/steal"] = 0 }, Test = CompareTest.SignFlip, Ticks = 100 };

        var changes = _declared.ChangesTo(now);

        Assert.That(changes, Is.EqualTo(new[]
        {
            "seeds: declared 1..3, now 1..4", "ticks: declared 200, now 100", "test: declared T, now SignFlip",
            "bound of measure/trust/town: declared 0.05, now 0.1", "primary outcome action/steal: not declared, now added",
        }));
        Assert.That(now.ChangesTo(_declared), Has.Some.EqualTo("primary outcome action/steal: declared, now left out"));
        Assert.That(now.Hash, Is.Not.EqualTo(_declared.Hash));
    }

    [Test]
    public void Arms_are_words_and_pairs_and_contrasts_follow_from_them()
    {
        Assert.That(ComparedArm.List("none,steer/none,none2").Select(a => a.Id), Is.EqualTo(new[] { "none", "steer-none", "none2" }));
        Assert.That(() => ComparedArm.Parse("stear"), Throws.TypeOf<InputException>().With.Message.Contains("did you mean steer"));
        Assert.That(() => ComparedArm.List("none,none"), Throws.TypeOf<InputException>().With.Message.Contains("twice"));
        Assert.That(() => ComparedArm.Parse("steer/steer"), Throws.TypeOf<InputException>());
        Assert.That(() => ComparedArm.Parse("a/b/c"), Throws.TypeOf<InputException>());
        Assert.That(Contrast.Of([], ["prompt", "none", "steer", "placebo", "none2"]).Select(c => c.ToString()), Is.EqualTo(new[] { "prompt-none", "steer-none", "placebo-none", "steer-prompt", "steer-placebo", "none2-none" }));
        Assert.That(Contrast.Of([], ["prompt", "steer"]).Select(c => c.ToString()), Is.EqualTo(new[] { "steer-prompt" }));
        Assert.That(() => Contrast.Of(["steer-both"], ["none", "steer"]), Throws.TypeOf<InputException>().With.Message.Contains("both"));
        Assert.That(() => Contrast.Of(["steer"], ["none", "steer"]), Throws.TypeOf<InputException>().With.Message.Contains("LEFT-RIGHT"));
    }
}
