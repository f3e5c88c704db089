using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Native;
using PersonaSim.Testing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Tests.Measures.Probes;

public sealed class LintTextsTests
{
    [Test]
    public void Every_persona_wording_scenario_and_instrument_is_compared()
    {
        var texts = LintTexts.Of(Parlours.Prompts);

        Assert.That(texts.Count(t => t.Role == LintRole.Persona), Is.EqualTo(3 * 5 * 7));
        Assert.That(texts.Count(t => t.Role == LintRole.Behaviour), Is.EqualTo(3 * 20));
        Assert.That(texts.Count(t => t.Role == LintRole.Instrument), Is.EqualTo(10 + 50 + 120));
        Assert.That(texts.Select(t => t.Text), Has.None.Contains("{{"));
    }

    [Test]
    public void A_persona_can_be_said_in_three_ways()
    {
        var said = Enumerable.Range(1, PersonaText.Wordings).Select(w => new PersonaText(Parlours.Prompts, w).Sentence(0, 3, "Ada")).ToList();

        Assert.That(said.Distinct().Count(), Is.EqualTo(3));
        Assert.That(said, Has.All.Contains("Ada"));
        Assert.That(() => new PersonaText(Parlours.Prompts, 9), Throws.InstanceOf<InputException>().With.Message.Contains("persona/traits-9"));
    }

    /// <summary>A direction of "the first of two lettered options" would otherwise come back where behaviour is measured and look like a trait.</summary>
    [TestCase("scenario")]
    [TestCase("scenario-numbered")]
    public void Behaviour_scenarios_share_no_template_with_the_contrast_sets(string name)
    {
        using var frames = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "prompts", "contrast", "frames.json")));
        string[] contrast = [frames.RootElement.GetProperty("scenario").GetString()!, frames.RootElement.GetProperty("statement").GetString()!];
        var marks = frames.RootElement.GetProperty("letters").EnumerateArray().Select(l => l.GetString()!).ToList();
        var behaviour = string.Join('\n', File.ReadAllLines(Path.Combine(Repository.Root, "prompts", "probes", name + ".md")).Where(l => !l.StartsWith("//", StringComparison.Ordinal)));

        Assert.That(marks.Where(m => behaviour.Contains(m, StringComparison.Ordinal)), Is.Empty, "marks of the options");
        Assert.That(Regex.Matches(contrast[0], @"^\w+(?=[:.)])", RegexOptions.Multiline).Select(m => m.Value).Intersect(Regex.Matches(behaviour, @"^\w+(?=[:.)])", RegexOptions.Multiline).Select(m => m.Value)), Is.Empty, "letters here, numbers there");
        foreach (var frame in contrast)
        {
            Assert.That(Runs(frame).Intersect(Runs(behaviour)), Is.Empty, "three words in a row");
            Assert.That(Lint.Overlap(Words(frame), Words(behaviour)).OfAll, Is.LessThan(0.5), "stems, as texts are linted");
        }

        static string Words(string text) => Regex.Replace(text, @"\{+\w+\}+", " . "); // a place for a text ends a run of words

        static IEnumerable<string> Runs(string text)
        {
            foreach (var part in Words(text).ToLowerInvariant().Split(['.', '?', '!', ':', '\n']))
            {
                var words = Regex.Matches(part, @"\w+").Select(m => m.Value).ToList();
                for (var i = 0; i + 3 <= words.Count; i++) yield return string.Join(' ', words.Skip(i).Take(3));
            }
        }
    }
}
