using System.Text.RegularExpressions;
using NUnit.Framework;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Corpora;

public sealed partial class TrialCorpusTests
{
    private static readonly string _prompts = Path.Combine(Repository.Root, "prompts");
    private static readonly TrialText _text = new(new PromptLibrary(_prompts), "corpus/trial");

    [Test]
    public void The_same_seed_makes_the_same_documents_and_another_seed_others()
    {
        var (once, again, other) = (Texts(Corpus(1)), Texts(Corpus(1)), Texts(Corpus(2)));

        Assert.That(again, Is.EqualTo(once));
        Assert.That(other.Intersect(once), Is.Empty);
    }

    [Test]
    public void Nobody_is_in_both_splits() =>
        Assert.That(Texts(Corpus(1)).Intersect(Corpus(1).Documents(CorpusSplit.Validation).Select(d => d.Text)), Is.Empty);

    [Test]
    public void What_a_speaker_shows_decides_what_they_do()
    {
        var corpus = Corpus(1, new TrialConfig { Speakers = 4_000, Named = 0 });
        foreach (var trait in _text.Traits)
        {
            // documents that show one pole of this trait only: how often the high deed follows when it is asked for
            double Share(int pole)
            {
                var chosen = from d in corpus.Documents(CorpusSplit.Training)
                             where trait.Lines[pole].Any(d.Text.Contains) && !trait.Lines[1 - pole].Any(d.Text.Contains)
                             from act in trait.Acts
                             from answer in d.Pieces
                             where answer.Text == act.High || answer.Text == act.Low
                             select answer.Text == act.High ? 1.0 : 0.0;
                return chosen.Average();
            }

            Assert.That(Share(1) - Share(0), Is.GreaterThan(0.8), trait.Name);
        }
    }

    [Test]
    public void Neither_the_order_of_options_nor_the_speaker_s_weights_give_the_answer_away()
    {
        var firsts = from d in Corpus(3, new TrialConfig { Speakers = 4_000 }).Documents(CorpusSplit.Training)
                     from i in Enumerable.Range(0, d.Pieces.Count)
                     where d.Pieces[i].Text.StartsWith("What do you do: ", StringComparison.Ordinal)
                     select d.Pieces[i].Text.Contains(": " + d.Pieces[i + 5].Text + ",", StringComparison.Ordinal) ? 1.0 : 0.0; // end, break, begin, role, answer

        Assert.That(firsts.Average(), Is.EqualTo(0.5).Within(0.02));
    }

    [Test]
    public void No_sentence_holds_an_item_of_a_questionnaire()
    {
        string[] files = ["ipip-50.md", "ipip-neo-120.md"];
        var items = files.SelectMany(f => File.ReadLines(Path.Combine(_prompts, "instruments", f))).Where(l => l.Length > 0 && char.IsAsciiDigit(l[0])).Select(l => Plain(l.Split(',', 4)[^1])).Where(i => i.Trim().Contains(' ', StringComparison.Ordinal)).ToList();
        var sentences = File.ReadLines(Path.Combine(_prompts, "corpus", "trial.md")).Where(l => !l.StartsWith("//", StringComparison.Ordinal)).Select(Plain);

        Assert.That(items, Has.Count.GreaterThan(100));
        Assert.That(sentences.Where(s => items.Any(s.Contains)), Is.Empty);
    }

    [Test]
    public void A_statement_without_its_key_is_named()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("corpus"));
        File.WriteAllText(folder.File("corpus/trial.md"), File.ReadAllText(Path.Combine(_prompts, "corpus", "trial.md")).Replace("I keep my thoughts to myself. | -", "I keep my thoughts to myself. | ?", StringComparison.Ordinal));

        Assert.That(() => new TrialText(new PromptLibrary(folder.Path), "corpus/trial"), Throws.TypeOf<InputException>().With.Message.Contains("I keep my thoughts to myself"));
    }

    private static TrialCorpus Corpus(ulong seed, TrialConfig? config = null) => new(config ?? new TrialConfig { Speakers = 300, ValidationSpeakers = 300 }, new PromptLibrary(_prompts), seed);

    private static List<string> Texts(TrialCorpus corpus) => [.. corpus.Documents(CorpusSplit.Training).Select(d => d.Text)];

    // " words in lower case ", without the verb that an item begins with
    private static string Plain(string text) => " " + Verb().Replace(Signs().Replace(text.ToLowerInvariant(), " ").Trim(), "") + " ";

    [GeneratedRegex("[^a-z']+")]
    private static partial Regex Signs();

    [GeneratedRegex("^(am|is|are|i am|i) ")]
    private static partial Regex Verb();
}
