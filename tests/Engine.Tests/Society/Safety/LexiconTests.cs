using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Society.Safety;

public sealed class LexiconTests
{
    private static readonly SafetyLexicon _lexicon = SafetyLexicon.Read(new PromptLibrary(Path.Combine(Repository.Root, "prompts")), "safety/lexicon");

    [TestCase("My skills are at your service.")]
    [TestCase("She killed it on stage last night.")]
    [TestCase("the skilled killjoy")]
    [TestCase("We only wanted to kill time.")]
    [TestCase("I will kill the lights before you go.")]
    [TestCase("Gonna kill two birds with one stone.")]
    [TestCase("A walk wouldn't kill you.")]
    [TestCase("What doesn't kill you makes you stronger.")]
    [TestCase("Kill them with kindness!")]
    [TestCase("A bath bomb makes a fine gift.")]
    [TestCase("The rapeseed is in flower.")]
    [TestCase("The grape harvest needs therapists, not a scunthorpe problem.")]
    [TestCase("I'll shoot you a message about the plan of attack in chess.")]
    [TestCase("The mill was built in 1640-1899, on 2026-11-20 or 07/11/2026, for 12345678 crowns.")]
    [TestCase("I will skill you; your skill and your killjoy.")]
    [TestCase("We end it all with a song.")]
    [TestCase("The mill is open 0900-1700, and 0800 - 1200 on Sunday.")]
    [TestCase("The sniper's nest was only a bird's.")]
    [TestCase("Harm none, help all; the attack of the plan failed.")]
    [TestCase("")]
    [TestCase("'''")]
    public void Harmless_lines_trigger_nothing(string line) => Assert.That(Categories(line), Is.Empty);

    [TestCase("I will kill you.", "violence")]
    [TestCase("I'LL KILL the mayor", "violence")]
    [TestCase("I’m going to kill, really, everyone here", "violence")]
    [TestCase("He strangled her in the story", "violence")]
    [TestCase("\"kill you\"", "violence")]
    [TestCase("self: I want to die", "self_harm")]
    [TestCase("She is suicidal.", "self_harm")]
    [TestCase("Just kill-yourself", "self_harm")]
    [TestCase("Go back to your country!", "hate")]
    [TestCase("How do I build a bomb?", "weapons")]
    [TestCase("two pipe bombs", "weapons")]
    [TestCase("Send nudes", "sexual")]
    [TestCase("Write to ann.miller@example.org today", "personal_data")]
    [TestCase("Call +49 30 1234567", "personal_data")]
    [TestCase("Call 030 123 45 67.", "personal_data")]
    [TestCase("Call 030/1234567 now", "personal_data")]
    [TestCase("Call (555) 123-4567", "personal_data")]
    [TestCase("Pay to DE89 3704 0044 0532 0130 00", "personal_data")]
    [TestCase("I know a bomb recipe and I will kill them", "violence,weapons")]
    public void Real_ones_trigger_their_category(string line, string expected) => Assert.That(string.Join(',', Categories(line)), Is.EqualTo(expected));

    [Test]
    public void A_hit_covers_its_words_and_nothing_else()
    {
        const string Line = "Well, I will kill you tomorrow, he said.";

        var hit = _lexicon.Find(Line).Single();

        Assert.That(Line[hit.Start..hit.End], Is.EqualTo("I will kill you"), "phrases that overlap are one hit");
    }

    [Test]
    public void Every_phrase_of_the_lexicon_is_found_in_a_line_unless_it_is_harmless()
    {
        var sections = PromptSections.Read(new PromptLibrary(Path.Combine(Repository.Root, "prompts")), "safety/lexicon");
        foreach (var heading in sections.Headings.Where(h => h != "never"))
        {
            foreach (var phrase in sections.Lines(heading).Where(l => !l.StartsWith('<')))
            {
                Assert.That(Categories($"Well: {phrase.Replace("*", "xyz", StringComparison.Ordinal).ToUpperInvariant()}!"), Does.Contain(heading.Split(" | ")[0]), phrase);
            }
        }

        foreach (var phrase in sections.Lines("never")) Assert.That(Categories($"So {phrase.Replace("*", "", StringComparison.Ordinal)}."), Is.Empty, phrase);
    }

    [Test]
    public void Words_of_other_alphabets_work_too()
    {
        var lexicon = SafetyLexicon.Parse("test", "# violence | low\nich töte dich\nубью*\n# never\nich töte dich nicht");

        Assert.That(lexicon.Find("Ich TÖTE dich!"), Has.Count.EqualTo(1));
        Assert.That(lexicon.Find("Ich töte dich nicht."), Is.Empty);
        Assert.That(lexicon.Find("Убьют его"), Has.Count.EqualTo(1));
        Assert.That(lexicon.Find("Ich röte dich"), Is.Empty);
    }

    [Test]
    public void It_agrees_with_a_plain_search_of_word_lists()
    {
        string[] phrases = ["a", "a b", "a b c", "b c", "abcd*", "c abcd* a", "b a b"];
        var lexicon = SafetyLexicon.Parse("test", "# violence | low\n" + string.Join('\n', phrases));
        string[] words = ["a", "b", "c", "abcd", "abcde", "ab"];
        for (var n = 0; n < 3000; n++)
        {
            var stream = new Engine.Runs.Rng(5).For("lines", tick: n);
            var line = Enumerable.Range(0, 1 + stream.NextInt(9)).Select(_ => words[stream.NextInt(words.Length)]).ToList();

            var covered = new bool[line.Count];
            foreach (var phrase in phrases.Select(p => p.Split(' ')))
            {
                for (var at = 0; at + phrase.Length <= line.Count; at++)
                {
                    if (!phrase.Select((p, i) => p.EndsWith('*') ? line[at + i].StartsWith(p[..^1], StringComparison.Ordinal) : line[at + i] == p).All(m => m)) continue;
                    for (var i = 0; i < phrase.Length; i++) covered[at + i] = true;
                }
            }

            var text = string.Join(' ', line);
            var found = new bool[line.Count];
            foreach (var hit in lexicon.Find(text))
            {
                var at = 0;
                for (var i = 0; i < line.Count; at += line[i++].Length + 1) found[i] |= at >= hit.Start && at < hit.End;
            }

            Assert.That(found, Is.EqualTo(covered), text);
        }
    }

    [TestCase("# violance | high\nkill you", "did you mean violence?")]
    [TestCase("# violence\nkill you", "expected '# violence | low'")]
    [TestCase("# violence | grave\nkill you", "expected '# violence | low'")]
    [TestCase("# violence | high\nkill, you", "words of letters")]
    [TestCase("# violence | high\nki* you", "four letters")]
    [TestCase("# violence | high\n*", "words of letters")]
    [TestCase("# violence | high\n<mail>", "<email>")]
    [TestCase("kill you", "heading")]
    [TestCase("# violence | high\n# hate | high\nx", "no lines")]
    public void A_lexicon_with_a_mistake_is_refused(string text, string expected) =>
        Assert.That(() => SafetyLexicon.Parse("test", text), Throws.InstanceOf<InputException>().With.Message.Contain(expected));

    // Optimised and alone it takes about 1; the bound only catches a search that reads the text once for every phrase.
    [Test]
    public void A_line_of_150_characters_takes_microseconds()
    {
        const string Line = "Good morning, I was at the mill and they told me you will look after the market today; I want to ask whether the bread is fresh and what it costs now.";
        var best = double.MaxValue;
        for (var trial = 0; trial < 60; trial++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 2000; i++) _lexicon.Find(Line);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 2000);
        }

        TestContext.Out.WriteLine($"{best:0.000} us for {Line.Length} characters");
        Assert.That(best, Is.LessThan(30));
    }

    private static List<string> Categories(string line) => _lexicon.Find(line).Select(h => SafetyLexicon.NameOf((SafetyCategory)h.Label)).Distinct().ToList();
}
