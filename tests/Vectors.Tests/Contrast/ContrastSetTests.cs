using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Contrast;

public sealed class ContrastSetTests
{
    private const string Good = """{"id": "E1-001", "facet": 1, "facet_name": "Friendliness", "split": "train", "kind": "scenario", "situation": "It rains.", "first": "low", "high": "Go and talk.", "low": "Stay and read."}""";
    private const string GoodStatement = """{"id": "E1-002", "facet": 1, "facet_name": "Friendliness", "split": "test", "kind": "statement", "high": "I go.", "low": "I stay."}""";

    [Test]
    public void An_item_is_read_as_it_stands()
    {
        var items = ContrastSet.Parse("E.jsonl", Good + "\n\n" + GoodStatement + "\n").Items;

        Assert.That(items, Is.EqualTo(new[]
        {
            new ContrastItem("E1-001", 'E', 1, "Friendliness", ContrastSplit.Train, ContrastKind.Scenario, "It rains.", false, "Go and talk.", "Stay and read.") { Line = 1 },
            new ContrastItem("E1-002", 'E', 1, "Friendliness", ContrastSplit.Test, ContrastKind.Statement, "", null, "I go.", "I stay.") { Line = 3 },
        }));
    }

    [TestCase("", "", "line 1, id: the file holds no items")]
    [TestCase(Good, "[1]", "line 1, line: expected one JSON object, found array")]
    [TestCase(Good, "{\"id\": ", "line 1, line: expected one JSON object")]
    [TestCase("\"kind\": \"scenario\"", "\"kind\": \"scenario\", \"kind\": \"statement\"", "line 1, line: expected one JSON object")]
    [TestCase("\"first\": \"low\", ", "", "line 1, first: the field is missing")]
    [TestCase("\"first\": \"low\"", "\"first\": \"A\"", "line 1, first: expected high or low, found 'A'")]
    [TestCase("\"first\": \"low\"", "\"first\": true", "line 1, first: expected a text, found true")]
    [TestCase("\"situation\"", "\"situatoin\"", "line 1, situatoin: unknown field")]
    [TestCase("It rains.", " It rains.", "line 1, situation: the text is empty, has blanks")]
    [TestCase("It rains.", "It\\u0009rains.", "line 1, situation: the text is empty, has blanks around it or holds a control character")]
    [TestCase("Go and talk.", "(A", "line 1, high: expected a full sentence")]
    [TestCase("Go and talk.", "stay and READ.", "line 1, low: both poles are the same text")]
    [TestCase("\"facet\": 1", "\"facet\": 7", "line 1, facet: expected a whole number from 1 to 6, found 7")]
    [TestCase("\"facet\": 1", "\"facet\": \"1\"", "line 1, facet: expected a whole number from 1 to 6, found \"1\"")]
    [TestCase("Friendliness", "Warmth", "line 1, facet_name: facet 1 of E is Friendliness, found 'Warmth'")]
    [TestCase("E1-001", "E2-001", "line 1, id: expected E1- and three digits, found 'E2-001'")]
    [TestCase("train", "dev", "line 1, split: expected train or test, found 'dev'")]
    [TestCase("scenario", "essay", "line 1, kind: expected scenario or statement, found 'essay'")]
    [TestCase("scenario", "statement", "line 1, situation: unknown field")]
    public void A_malformed_field_is_named_with_its_line(string part, string instead, string message)
    {
        var text = part.Length == 0 ? "" : Good.Replace(part, instead, StringComparison.Ordinal);

        Assert.That(() => ContrastSet.Parse("E.jsonl", text), Throws.InstanceOf<InputException>().With.Message.StartsWith("E.jsonl, " + message));
    }

    [Test]
    public void The_number_of_the_line_is_the_file_s()
    {
        Assert.That(() => ContrastSet.Parse("E.jsonl", Good + "\n\n" + GoodStatement.Replace("test", "tset", StringComparison.Ordinal)), Throws.InstanceOf<InputException>().With.Message.Contains("line 3, split"));
    }

    [Test]
    public void A_set_with_too_few_items_is_refused_and_can_still_be_looked_at()
    {
        using var folder = new TempFolder();
        var path = folder.File("E.jsonl");
        File.WriteAllText(path, Good + "\n" + GoodStatement + "\n");

        Assert.That(() => ContrastSet.Read(path), Throws.InstanceOf<InputException>().With.Message.Contains("line 2, split: E has 1 train items, needs 120"));
        var reasons = ContrastSet.ReadAsItStands(path).Problems.Select(p => p.Reason).ToList();
        Assert.That(reasons, Does.Contain("E has 1 test items, needs 40").And.Contain("facet 2 of E has 0 train items, needs 20").And.Contain("facet 6 of E has 0 test items, needs 7"));
    }

    [Test]
    public void A_shipped_set_that_loses_an_item_or_its_balance_is_refused()
    {
        var lines = File.ReadAllLines(ContrastFiles.Path("N"));
        using var folder = new TempFolder();
        var path = folder.File("N.jsonl");

        File.WriteAllLines(path, lines.Where((_, i) => i != 40));
        Assert.That(() => ContrastSet.Read(path), Throws.InstanceOf<InputException>());
        File.WriteAllLines(path, lines.Select((l, i) => i < 20 ? l.Replace("\"first\": \"low\"", "\"first\": \"high\"", StringComparison.Ordinal) : l));
        Assert.That(() => ContrastSet.Read(path), Throws.InstanceOf<InputException>().With.Message.Contains("first: the high option comes first in"));
    }

    [Test]
    public void Duplicates_are_named_with_both_lines()
    {
        var problems = ContrastFiles.Set(
            ContrastFiles.Statement("own-001", "I like the sea.", "I like the hills."),
            ContrastFiles.Statement("own-001", "I sail a lot.", "I like  the SEA!")).Problems;

        Assert.That(problems, Has.Some.Matches<ContrastProblem>(p => p is { Field: "id", Line: 2 } && p.Reason.Contains("line 1", StringComparison.Ordinal)));
        Assert.That(problems, Has.Some.Matches<ContrastProblem>(p => p is { Field: "low", Line: 2 } && p.Reason.Contains("line 1", StringComparison.Ordinal)));
    }

    [Test]
    public void What_is_no_text_file_is_one_clear_line()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("E.jsonl"), [0xff, 0xfe, 0x00]);

        Assert.That(() => ContrastSet.Read(folder.File("E.jsonl")), Throws.InstanceOf<InputException>().With.Message.Contains("UTF-8"));
        Assert.That(() => ContrastSet.Read(folder.File("gone.jsonl")), Throws.InstanceOf<InputException>().With.Message.Contains("gone.jsonl"));
    }
}
