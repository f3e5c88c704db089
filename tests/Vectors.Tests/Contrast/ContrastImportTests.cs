using NUnit.Framework;
using PersonaSim.Native;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Vectors.Tests.Contrast;

/// <summary>The published project's files, with sentences of our own.</summary>
public sealed class ContrastImportTests
{
    private const string Published = """{"id": "E02", "question_text": "The lamp flickers.", "option_a": "I wait.", "option_b": "I call out.", "option_a_is_high": false, "option_b_is_high": true}""";
    private const string Legacy = """{"id": "A1", "situation": "The lamp flickers.", "positive": "I hold it for her.", "negative": "I let her see to it."}""";

    [Test]
    public void The_published_format_is_read()
    {
        var set = ContrastSet.Parse("data/extraversion_train.jsonl", Published);

        Assert.That(set.Trait, Is.EqualTo('E'));
        Assert.That(set.Items.Single(), Is.EqualTo(new ContrastItem("E02", 'E', 0, "", ContrastSplit.Train, ContrastKind.Scenario, "The lamp flickers.", false, "I call out.", "I wait.") { Line = 1 }));
    }

    [Test]
    public void The_legacy_format_is_read_and_shows_the_high_option_first()
    {
        var set = ContrastSet.Parse("agreeableness_eval.jsonl", Legacy);

        Assert.That(set.Items.Single(), Is.EqualTo(new ContrastItem("A1", 'A', 0, "", ContrastSplit.Test, ContrastKind.Scenario, "The lamp flickers.", true, "I hold it for her.", "I let her see to it.") { Line = 1 }));
    }

    [Test]
    public void A_file_whose_high_option_always_comes_first_is_found_out()
    {
        var lines = Enumerable.Range(1, 8).Select(i => Published.Replace("E02", $"E{i}", StringComparison.Ordinal).Replace("flickers", $"flickers {i} times", StringComparison.Ordinal)
            .Replace("wait", $"wait {i} minutes", StringComparison.Ordinal).Replace("call", $"call {i} people", StringComparison.Ordinal)
            .Replace("high\": false", "high\": 1", StringComparison.Ordinal).Replace("high\": true", "high\": false", StringComparison.Ordinal).Replace("high\": 1", "high\": true", StringComparison.Ordinal));
        var set = ContrastSet.Parse("extraversion_train.jsonl", string.Join('\n', lines));

        Assert.That(set.Problems.Select(p => p.Reason), Has.Some.Contains("8 of 8"));
    }

    [TestCase(Published, "\"option_b_is_high\": true", "\"option_b_is_high\": false", "line 1, option_b_is_high: exactly one")]
    [TestCase(Published, "\"option_b_is_high\": true", "\"option_b_is_high\": \"yes\"", "line 1, option_b_is_high: expected true or false, found \"yes\"")]
    [TestCase(Published, ", \"option_b_is_high\": true", "", "line 1, option_b_is_high: the field is missing")]
    [TestCase(Published, "I call out.", "I wait.", "line 1, option_b: both options are the same")]
    [TestCase(Published, "\"id\": \"E02\"", "\"id\": \"\"", "line 1, id: the text is empty")]
    [TestCase(Published, "\"option_a\"", "\"option_c\"", "line 1, option_c: unknown field")]
    [TestCase(Legacy, "positive", "positiv", "line 1, positiv: unknown field")]
    [TestCase(Legacy, "I let her see to it.", "I hold it for her.", "line 1, negative: both options are the same")]
    public void A_malformed_import_is_named_by_line_and_field(string line, string part, string instead, string message)
    {
        Assert.That(() => ContrastSet.Parse("E.jsonl", line.Replace(part, instead, StringComparison.Ordinal)), Throws.InstanceOf<InputException>().With.Message.Contains(message));
    }
}
