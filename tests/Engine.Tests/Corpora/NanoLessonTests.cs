using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Models;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Tests.Corpora;

/// <summary>What the early lessons of persim-nano teach, one behind the other.</summary>
public sealed class NanoLessonTests
{
    [Test]
    public void Lessons_come_in_their_order_and_then_everything()
    {
        var by = SmallNano.Training.Where(d => SmallNano.Lessons.Contains(d.Kind)).GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.ToList());

        Assert.That(SmallNano.Lessons.Select(n => by[n].Select(d => d.Lesson).Distinct().Single()), Is.EqualTo(Enumerable.Range(SmallNano.Judged.Count, SmallNano.Lessons.Count)));
        Assert.That(SmallNano.Judged.Select(n => SmallNano.Training.Where(d => d.Kind == n).Select(d => d.Lesson).Distinct().Single()), Is.EqualTo(Enumerable.Range(0, SmallNano.Judged.Count)), "numbered in front of the others");
        Assert.That(SmallNano.Training.Where(d => !SmallNano.Lessons.Contains(d.Kind) && !SmallNano.Judged.Contains(d.Kind)).Select(d => d.Lesson).Distinct().Order(), Is.EqualTo(new[] { SmallNano.Judged.Count + SmallNano.Lessons.Count, SmallNano.Judged.Count + SmallNano.Lessons.Count + 1 }), "short speakers, then everything");

        var items = SmallNano.Texts.Items[0].SelectMany(t => t).GroupBy(i => i.Sentence, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Plus, StringComparer.Ordinal);
        List<bool> Keys(string kind) => [.. by[kind].SelectMany(d => d.Pieces).Where(p => p.Text.StartsWith(TrialText.Rating(""), StringComparison.Ordinal)).Select(p => p.Text[TrialText.Rating("").Length..]).Where(items.ContainsKey).Select(s => items[s])];
        Assert.That(Keys(SmallNano.Lessons[0]), Is.Not.Empty.And.All.True, "the first lesson rates sentences of one key");
        Assert.That(Keys(SmallNano.Lessons[1]).Average(k => k ? 1.0 : 0), Is.EqualTo(0.5).Within(0.1));
    }

    [Test]
    public void Where_an_option_ends_a_judged_lesson_asks_whose_it_is()
    {
        foreach (var kind in SmallNano.Judged)
        {
            var choices = SmallNano.Training.Where(d => d.Kind == kind).SelectMany(d => d.Pieces.Select((p, i) => (Piece: p, After: string.Concat(d.Pieces.Skip(i + 5).TakeWhile(q => !q.IsControl).Select(q => q.Text)).Trim()))).Where(p => p.Piece.Judged is not null).ToList();

            Assert.That(choices, Has.Count.GreaterThan(80), kind);
            foreach (var (piece, after) in choices)
            {
                string Option(Judgement j) => piece.Text[..j.End].Split('\n')[^1];
                var lines = piece.Judged!.ToDictionary(j => j.Answer, Option);
                Assert.That(lines.Keys, Is.EquivalentTo(new[] { "1", "5" }), piece.Text);
                Assert.That(lines.Values.All(l => piece.Text.Contains('\n' + l + '\n', StringComparison.Ordinal)), piece.Text);
                Assert.That(lines["5"], after.Length == 1 ? Does.StartWith(after + ": ") : Is.EqualTo(after), piece.Text);
            }
        }
    }

    [Test]
    public void The_word_that_decides_a_judged_deed_counts_like_a_number()
    {
        var heavy = SmallNano.Training.Where(d => d.Kind == "judged deeds").SelectMany(d => d.Pieces).Where(p => p.Weight == SmallNano.Config.NumberWeight).Select(p => p.Text).ToList();
        var choices = SmallNano.Training.Where(d => d.Kind == "judged deeds").SelectMany(d => d.Pieces).Count(p => p.Judged is not null);

        Assert.That(heavy, Has.Count.EqualTo(choices));
        Assert.That(heavy.Where(w => w.TrimStart().Contains(' ', StringComparison.Ordinal)), Is.Empty, "one word each");
        Assert.That(heavy.Distinct().Count(), Is.GreaterThan(50));
    }

    [Test]
    public void A_dosed_person_is_known_by_no_text_and_dosed_behind_what_everybody_shares()
    {
        var corpus = new NanoCorpus(SmallNano.Config with { Towns = 2, ReputationDocuments = 0, SpeakerDocuments = 20, ShortDocuments = 20, ValidationTowns = 1, Lessons = ["dosed", "items"], DosedShare = 0.5 }, SmallNano.Prompts, 1);
        var documents = corpus.Documents(CorpusSplit.Training).ToList();
        var dosed = documents.Where(d => d.Dosed is not null).ToList();
        var setting = SmallNano.Prompts["probes/setting"].Fill() + "\n";

        Assert.That(corpus.LessonNames, Is.EqualTo(new[] { "dosed", "items" }));
        Assert.That(documents.Where(d => d.Kind == "dosed" && d.Lesson == 0).Count(dosed.Contains), Is.EqualTo(2 * SmallNano.Config.FirstDocuments * 0.9).Within(12), "one in ten has no traits");
        Assert.That(dosed.Count(d => d.Kind.StartsWith("town/", StringComparison.Ordinal)), Is.GreaterThan(1));
        Assert.That(dosed.Select(d => d.Lesson).Distinct().Order(), Is.EqualTo(new[] { 0, 2, 3 }));
        foreach (var document in dosed)
        {
            var (who, from) = document.Dosed!.Value;
            Assert.That(Latent.Active(who), Is.Not.Empty);
            // where a run's own part begins: in a town within the turn that holds the rules, too
            if (document.Kind.StartsWith("town/", StringComparison.Ordinal)) Assert.That(document.Pieces[from].Text, Does.StartWith("You are "));
            else Assert.That((document.Pieces[from - 1].Text, document.Pieces[from].Text), Is.EqualTo((setting, ChatPieces.End)));
        }

        Assert.That(() => new NanoCorpus(SmallNano.Config with { Lessons = ["items", "item"] }, SmallNano.Prompts, 1), Throws.TypeOf<PersonaSim.Native.InputException>().With.Message.Contains("'item'").And.Message.Contains("turned scales"));
        Assert.That(SmallNano.Training.Where(d => d.Dosed is not null), Is.Empty);
    }

    [Test]
    public void Somebody_dosed_says_in_a_word_which_trait_it_is()
    {
        var corpus = new NanoCorpus(SmallNano.Config with { Towns = 1, TownDocuments = 1, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, FirstDocuments = 200, ValidationTowns = 1, Asked = 0.25, Lessons = ["dosed, in words"] }, SmallNano.Prompts, 1);
        var documents = corpus.Documents(CorpusSplit.Training).Where(d => d.Dosed is not null && d.Kind.StartsWith("dosed, ", StringComparison.Ordinal)).ToList();
        var words = new HashSet<(int Trait, bool High, string Word)>();
        foreach (var document in documents)
        {
            var who = document.Dosed!.Value.Who;
            var trait = Latent.Active(who).Single();
            foreach (var at in document.Pieces.Index().Where(p => p.Item.Text.EndsWith("Which word fits you?", StringComparison.Ordinal)).Select(p => p.Index)) words.Add((trait, who[trait] > 0, document.Pieces.Skip(at + 1).First(p => p.Weight > 0).Text));
        }

        Assert.That(documents.GroupBy(d => d.Kind).Select(g => g.Count()), Is.All.EqualTo(180).Within(15), "one in ten has no traits");
        Assert.That(words, Has.Count.EqualTo(10), "one word for each end of each trait");
        Assert.That(words.Select(w => w.Word).Distinct().Count(), Is.EqualTo(10));
    }

    [Test]
    public void Of_two_traits_against_each_other_what_they_have_in_common_answers_nothing()
    {
        var corpus = new NanoCorpus(SmallNano.Config with { Towns = 1, TownDocuments = 1, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, FirstDocuments = 300, ValidationTowns = 1, Asked = 0, Lessons = ["dosed, two against, few sentences"] }, SmallNano.Prompts, 1);
        var documents = corpus.Documents(CorpusSplit.Training).Where(d => d.Dosed is not null && d.Lesson == 0).ToList();
        var ends = documents.SelectMany(d => Latent.Active(d.Dosed!.Value.Who).Select(t => (Trait: t, Level: d.Dosed!.Value.Who[t]))).ToList();
        var ratings = documents.SelectMany(d => d.Pieces).Where(p => !p.IsControl && p.Weight == SmallNano.Config.NumberWeight).Select(p => p.Text).ToList();

        Assert.That(documents.Select(d => Latent.Active(d.Dosed!.Value.Who).Sum(t => d.Dosed!.Value.Who[t])), Is.All.Zero);
        Assert.That(documents.Select(d => Latent.Active(d.Dosed!.Value.Who).Count), Is.All.EqualTo(2));
        Assert.That(ends.GroupBy(e => (e.Trait, e.Level > 0)).Select(g => g.Count()), Has.Exactly(10).EqualTo(documents.Count / 5.0).Within(25), "each end of each trait as often");
        Assert.That(ratings.Distinct(), Is.EquivalentTo(new[] { "1", "5" }), "every sentence is of one of the two, whatever the corpus' own share is");
        Assert.That(ratings.Count(r => r == "5") / (double)ratings.Count, Is.EqualTo(0.5).Within(0.1));
    }

    [Test]
    public void Described_people_of_two_traits_against_each_other_are_asked_about_others_too()
    {
        var corpus = new NanoCorpus(SmallNano.Config with { Towns = 1, TownDocuments = 1, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, FirstDocuments = 300, ValidationTowns = 1, Lessons = ["described, two against"] }, SmallNano.Prompts, 1);
        var documents = corpus.Documents(CorpusSplit.Training).Where(d => d.Lesson == 0).ToList();
        var texts = Enumerable.Range(1, PersonaText.Wordings).Select(w => new PersonaText(SmallNano.Prompts, w)).ToList();
        var described = documents.Select(d => string.Concat(d.Pieces.Select(p => p.Text))).Select(Levels).Where(l => l.Count > 0).ToList();
        var ratings = documents.SelectMany(d => d.Pieces).Where(p => !p.IsControl && p.Weight == SmallNano.Config.NumberWeight).Select(p => p.Text).ToList();

        Assert.That(documents.Where(d => d.Dosed is not null), Is.Empty);
        Assert.That(described, Has.Count.EqualTo(270).Within(15), "one in ten is nobody in particular");
        Assert.That(described.Select(l => string.Join(' ', l.Order())), Is.All.EqualTo("-3 0 0 0 3"));
        Assert.That(ratings, Does.Not.Contain("4"), "everybody answers as far as the scale goes");
        var (others, own) = (ratings.Count(r => r == "3"), 2 * ratings.Count(r => r == "5")); // a 1 may be an option's, too
        Assert.That(others / (double)(others + own), Is.EqualTo(0.3).Within(0.1), "of traits that they do not have");

        // which level of each trait a text speaks of, in whichever wording: a sentence's longest part without the name tells it
        List<int> Levels(string text) => [.. texts.SelectMany(t => Enumerable.Range(0, 5).SelectMany(trait => Enumerable.Range(-3, 7).Where(level => text.Contains(t.Sentence(trait, level, "#").Split('#').MaxBy(part => part.Length)!, StringComparison.Ordinal))))];
    }

    [Test]
    public void Each_end_of_a_trait_has_a_word_that_fits_its_sentences_and_its_speakers()
    {
        var rng = new Rng(4).For("words");
        var only = new SpeakerQuestions(SmallNano.Prompts, SmallNano.Texts, SmallNano.Config, QuestionMix.All(SmallNano.Config) with { Words = 1 });
        var (answers, ofOneself) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Span<double> five = stackalloc double[5];
        for (var i = 0; i < 600; i++)
        {
            five.Clear();
            five[3] = i % 2 == 0 ? 2 : -2;
            var (question, answer) = only.Draw(Traits.Of(five), CorpusSplit.Training, 0, ref rng);
            answers.Add(answer);
            if (question is "Which word fits you?") ofOneself.Add($"{i % 2} {answer}");
            var item = SmallNano.Texts.Items[0].SelectMany(t => t).FirstOrDefault(t => question.EndsWith(" " + t.Sentence, StringComparison.Ordinal));
            if (item is { Trait: 0 }) Assert.That(answer, Is.EqualTo(item.Plus ? "sociable" : "withdrawn"), question);
        }

        Assert.That(answers, Has.Count.EqualTo(10));
        Assert.That(ofOneself, Is.EquivalentTo(new[] { "0 anxious", "1 calm" }));
    }
}
