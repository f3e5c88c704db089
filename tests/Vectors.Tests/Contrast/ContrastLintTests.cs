using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Contrast;

public sealed class ContrastLintTests
{
    private static readonly LintText _item = new("instruments/own", "7", LintRole.Instrument, 'E', "Wash the green boat on the lake");

    [Test]
    public void The_shipped_sets_are_clean()
    {
        var report = Lint.Check(ContrastFiles.Shipped, []);

        Assert.That(report.Findings, Is.Empty);
        Assert.That(report.Sets.Select(s => s.Train + s.Test), Is.EqualTo(new[] { 162, 162, 162, 162, 162, 40, 40 }));
    }

    [Test]
    public void A_planted_duplicate_is_found_across_files()
    {
        var item = ContrastFiles.Shipped[2].Items[3];
        var planted = new LintText("persona/own", "E 1", LintRole.Persona, 'E', item.High.ToUpperInvariant() + "!");

        var found = Lint.Check(ContrastFiles.Shipped, [planted]).Findings;

        Assert.That(found.Single(), Is.EqualTo(new LintFinding(LintSeverity.Error, "identical", $"E {item.Id}", "persona/own E 1", item.High)));
    }

    [TestCase("Washing green boats on lakes.", "twin", LintSeverity.Error)]
    [TestCase("I washed a boat on the green lake, where the herons stood in the reeds all morning long.", "contained", LintSeverity.Warning)]
    public void A_planted_twin_of_an_instrument_item_is_found(string text, string rule, LintSeverity severity)
    {
        var set = ContrastFiles.Set(ContrastFiles.Statement("own-001", text, "The bus was late again this morning."));

        var found = Lint.Check([set], [_item]).Findings.Where(f => f.Other.Length > 0).ToList();

        Assert.That(found.Select(f => (f.Rule, f.Severity)), Is.EqualTo(new[] { (rule, severity) }));
        Assert.That(found[0].Where + found[0].Other, Does.Contain("own-001").And.Contain("instruments/own 7"));
    }

    [TestCase("test", "leak", LintSeverity.Error)]
    [TestCase("train", "twin", LintSeverity.Warning)]
    public void Alike_items_leak_when_one_of_them_judges(string split, string rule, LintSeverity severity)
    {
        var set = ContrastFiles.Set(
            ContrastFiles.Statement("own-001", "The red kite hangs over the barley field.", "Rain falls."),
            ContrastFiles.Statement("own-002", "A red kite hung over fields of barley.", "Snow falls.", split));

        Assert.That(Lint.Check([set], []).Findings.Where(f => f.Other.Length > 0).Select(f => (f.Rule, f.Severity)), Is.EqualTo(new[] { (rule, severity) }));
    }

    [Test]
    public void Instruments_that_share_items_are_a_note_because_they_are_as_published()
    {
        var found = Lint.Check([], [_item, _item with { Source = "instruments/other" }]).Findings;

        Assert.That(found.Single().Severity, Is.EqualTo(LintSeverity.Note));
    }

    [Test]
    public void A_planted_imbalance_of_letters_and_of_length_is_found()
    {
        var lines = Enumerable.Range(1, 40).Select(i => ContrastFiles.Scenario($"own-{i:000}", $"Number {i} is called.", $"Go to counter {i} at once and wave the slip.", $"Wait for {i}.", "high", i > 30 ? "test" : "train"));

        var found = Lint.Check([ContrastFiles.Set([.. lines])], []).Findings;

        Assert.That(found.Where(f => f.Rule == "balance").Select(f => f.Message), Has.Some.Contains("30 of 30").And.Some.Contains("10 of 10").And.Some.Contains("40 of 40"));
        Assert.That(found, Has.Some.Matches<LintFinding>(f => f is { Rule: "length", Severity: LintSeverity.Error, Where: "own" }));
        Assert.That(found.Count(f => f is { Rule: "length", Severity: LintSeverity.Warning }), Is.EqualTo(40));
    }

    [TestCase("I am quite outgoing today.", "outgoing"), TestCase("Trusting him was easy.", "trusting"), TestCase("They like artistic things.", "artistic")]
    public void A_word_that_names_a_trait_or_facet_is_an_error_in_an_item(string text, string word)
    {
        var set = ContrastFiles.Set(ContrastFiles.Statement("own-001", text, "The bus was late again."));

        Assert.That(Lint.Check([set], []).Findings, Has.Some.Matches<LintFinding>(f => f is { Rule: "words", Severity: LintSeverity.Error } && f.Message.Contains($"'{word}'", StringComparison.Ordinal)));
    }

    [Test]
    public void Openings_and_poles_that_repeat_are_warnings()
    {
        string[] things = ["ships", "plums", "drums", "clouds", "bricks", "geese", "stamps"];
        var lines = things.Select((t, i) => $$"""{"id": "E1-{{i + 1:000}}", "facet": 1, "facet_name": "Friendliness", "split": "train", "kind": "statement", "high": "I really like {{t}}.", "low": "I never like {{t}}."}""");

        var found = Lint.Check([ContrastSet.Parse("E.jsonl", string.Join('\n', lines))], []).Findings;

        Assert.That(found, Has.Some.Matches<LintFinding>(f => f.Rule == "opening" && f.Message.Contains("7 items", StringComparison.Ordinal) && f.Message.Contains("i really like", StringComparison.Ordinal)));
        Assert.That(found, Has.Some.Matches<LintFinding>(f => f.Rule == "poles" && f.Message.Contains("negation", StringComparison.Ordinal)));
    }

    [Test]
    public void All_pairs_of_the_shipped_texts_take_a_moment()
    {
        _ = Lint.Check(ContrastFiles.Shipped, []);
        var watch = Stopwatch.StartNew();

        var report = Lint.Check(ContrastFiles.Shipped, []);

        Assert.That(report.Texts, Is.GreaterThan(2000));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)), "measured 0.1 s on two busy cores");
    }
}
