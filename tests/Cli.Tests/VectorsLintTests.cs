using NUnit.Framework;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests;

public sealed class VectorsLintTests
{
    [Test]
    public void Our_own_texts_pass_and_the_instruments_known_duplicates_are_notes()
    {
        using var persim = new Persim();

        var json = persim.Run("vectors", "lint", "--json").IsFine().Json;
        var findings = json.GetProperty("findings").EnumerateArray().ToList();

        Assert.That(json.GetProperty("errors").GetInt32(), Is.Zero);
        Assert.That(findings.Count(f => f.GetProperty("rule").GetString() == "identical" && f.GetProperty("severity").GetString() == "note"), Is.EqualTo(14), "items of the IPIP-50 that stand word for word in the NEO-120");
        Assert.That(json.GetProperty("sets").EnumerateArray().Select(s => s.GetProperty("set").GetString()), Is.EqualTo(new[] { "A", "C", "E", "N", "O", "agree", "valence" }));
        Assert.That(persim.Run("vectors", "lint").IsFine().Output, Does.Contain("0 errors"));
    }

    [Test]
    public void An_error_ends_with_exit_code_1_and_a_table()
    {
        using var persim = new Persim();
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "prompts", "contrast", "E.jsonl"));
        File.WriteAllLines(Path.Combine(persim.Home, "E.jsonl"), lines.Select(l => l.Replace("\"first\": \"low\"", "\"first\": \"high\"", StringComparison.Ordinal)));

        var result = persim.Run("vectors", "lint", "E.jsonl");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.Contain("balance").And.Contain("error"));
        Assert.That(result.Error, Is.Empty);
    }

    [Test]
    public void A_published_file_is_linted_against_our_instruments()
    {
        using var persim = new Persim();
        File.WriteAllText(Path.Combine(persim.Home, "extraversion_train.jsonl"), """{"id": "E02", "question_text": "The lamp flickers.", "option_a": "Am quiet around strangers.", "option_b": "I call out.", "option_a_is_high": false, "option_b_is_high": true}""");

        var result = persim.Run("vectors", "lint", "extraversion_train.jsonl", "--json");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("other").GetString()), Does.Contain("instruments/ipip-50 46"));
    }

    [Test]
    public void A_malformed_or_missing_file_is_one_line()
    {
        using var persim = new Persim();
        File.WriteAllText(Path.Combine(persim.Home, "mine.jsonl"), "{\"id\": 3}\n");

        persim.Run("vectors", "lint", "mine.jsonl").IsOneLineOfError(1, "mine.jsonl", "line 1", "id");
        persim.Run("vectors", "lint", "gone.jsonl").IsOneLineOfError(1, "gone.jsonl");
    }
}
