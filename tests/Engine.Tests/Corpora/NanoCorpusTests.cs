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

public sealed class NanoCorpusTests
{
    [Test]
    public void The_same_seed_makes_the_same_documents_and_another_seed_others()
    {
        Assert.That(SmallNano.Corpus(1).Documents(CorpusSplit.Validation).Select(d => d.Text), Is.EqualTo(SmallNano.Validation.Select(d => d.Text)));
        // short documents of speakers without a trait come up again: there are few sentences about the weather
        Assert.That(SmallNano.Corpus(2).Documents(CorpusSplit.Validation).Where(d => d.Kind != "neutral").Select(d => d.Text).Intersect(SmallNano.Validation.Select(d => d.Text)).Count(), Is.LessThan(SmallNano.Validation.Count / 100));
    }

    [Test]
    public void What_is_locked_stands_nowhere()
    {
        var locked = Instrument.Load(SmallNano.Prompts, SpeakerTexts.LockedInstrument).Items.Select(i => i.InFirstPerson).ToList();
        locked.AddRange(Scenario.Load(SmallNano.Prompts).Where(s => SmallNano.Texts.Held.Scenarios.Contains(s.Id)).SelectMany(s => new[] { s.Situation, s.High, s.Low }));
        foreach (var letter in Traits.Letters) locked.AddRange(ContrastSet.Read(Path.Combine(SmallNano.Prompts.Folder, "contrast", letter + ".jsonl")).Items.Where(i => i.Split == ContrastSplit.Test).SelectMany(i => new[] { i.Situation, i.High, i.Low }.Where(t => t.Length > 0)));
        var all = string.Join('\n', SmallNano.Training.Concat(SmallNano.Validation).Select(d => d.Text)).ToUpperInvariant(); // searching as written is ten times as fast

        Assert.That(SmallNano.Texts.Held.Scenarios, Has.Count.EqualTo(Traits.Letters.Length));
        Assert.That(locked, Has.Count.GreaterThan(500));
        Assert.That(locked.Where(l => all.Contains(l.ToUpperInvariant(), StringComparison.Ordinal)), Is.Empty);
        Assert.That(SmallNano.Texts.Items.SelectMany(s => s).SelectMany(t => t).Where(i => SmallNano.Texts.Held.IsLocked(i.Sentence)), Is.Empty);
        Assert.That(SmallNano.Texts.Excluded, Does.Contain("I often feel blue."), "the search itself must find what the locked instrument says");
    }

    [Test]
    public void What_is_put_together_says_nothing_that_is_locked_and_its_phrases_are_kept_apart()
    {
        var (phrases, rng) = (SmallNano.Texts.Phrases!, new Rng(9).For("phrases"));
        HashSet<string>[] sentences = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
        for (var i = 0; i < 6000; i++) sentences[i % 2].Add(phrases.Sentence(i % Traits.Letters.Length, i % 3 == 0, denies: true, (CorpusSplit)(i % 2), ref rng, wears: i % 4 < 2));

        Assert.That(phrases.Count(CorpusSplit.Training), Is.InRange(9000, 11000));
        Assert.That(phrases.Count(CorpusSplit.Validation), Is.GreaterThan(800));
        Assert.That(phrases.Excluded, Does.Contain("insult people"));
        Assert.That(sentences[0].Concat(sentences[1]).Where(SmallNano.Texts.Held.IsLocked), Is.Empty);
        Assert.That(sentences[0].Intersect(sentences[1]), Is.Empty);
        Assert.That(sentences[0], Has.Count.GreaterThan(2000));
        var sections = PromptSections.Read(SmallNano.Prompts, SmallNano.Config.Phrases);
        var deeds = sections.Headings.Where(h => h.EndsWith(" do", StringComparison.Ordinal) && !h.StartsWith("frames", StringComparison.Ordinal)).SelectMany(sections.Lines).ToList();
        Assert.That(SmallNano.Training.Where(d => d.Kind == "phrases").Count(d => !deeds.Exists(p => d.Text.Contains(" " + p + ".", StringComparison.Ordinal))), Is.LessThan(SmallNano.Training.Count(d => d.Kind == "phrases") / 10), "nearly every speaker says or rates what one does");
    }

    [Test]
    public void What_sentences_mean_is_told_of_training_sentences_alone()
    {
        var labelled = SmallNano.Corpus(1).Labelled.ToList();
        string[] kept = [.. SmallNano.Texts.Items[1].SelectMany(t => t).Select(i => i.Sentence), .. Enumerable.Range(0, 10).SelectMany(i => SmallNano.Texts.Phrases.Of(i / 2, i % 2 == 1, CorpusSplit.Validation))];

        Assert.That(SmallNano.Texts.Names.SelectMany(t => t).Select(n => n.Count), Is.All.GreaterThan(1));
        Assert.That(labelled.Select(t => t.Label).Distinct().Order(), Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(labelled.Select(t => t.Text).Where(SmallNano.Texts.Held.IsLocked), Is.Empty);
        Assert.That(labelled.Select(t => t.Text).Intersect(kept).Except(labelled.Select(t => t.Label).Distinct().Select(l => SmallNano.Texts.Words.Of(l / 2, l % 2 == 1))), Is.Empty, "the ten words are answers, too");
        Assert.That(labelled, Does.Contain(new LabelledText("sociable", 1)).And.Contain(new LabelledText("withdrawn", 0)));
    }

    [Test]
    public void No_sentence_of_the_validation_part_stands_in_the_training_part()
    {
        string[] sentences = [.. SmallNano.Texts.Items[1].SelectMany(t => t).Select(i => i.Sentence), .. SmallNano.Texts.Statements[1].SelectMany(t => t).SelectMany(p => new[] { p.High, p.Low })];
        var lines = SmallNano.Training.SelectMany(d => d.Text.Split('\n')).Select(l => l.Replace(ChatPieces.End, "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var validated = SmallNano.Validation.SelectMany(d => d.Text.Split('\n')).Select(l => l.Replace(ChatPieces.End, "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.That(sentences.Where(lines.Contains), Is.Empty);
        Assert.That(sentences.Count(validated.Contains), Is.GreaterThan(20));
        Assert.That(SmallNano.Training.Select(d => d.Text).Intersect(SmallNano.Validation.Select(d => d.Text)), Is.Empty);
    }

    [Test]
    public void A_sentence_is_never_rated_behind_the_wording_of_its_fold()
    {
        var items = SmallNano.Texts.Items[0].SelectMany(t => t).ToDictionary(i => i.Sentence, StringComparer.Ordinal);
        var met = new List<(int Fold, int Wording)>();
        foreach (var text in SmallNano.Training.Where(d => d.Kind.StartsWith("described", StringComparison.Ordinal)).Select(d => d.Text))
        {
            var about = text.Split('\n').SkipWhile(l => !l.StartsWith("About ", StringComparison.Ordinal)).ElementAt(1);
            var wording = about.StartsWith("Habits of", StringComparison.Ordinal) ? 2 : about.StartsWith('"') ? 3 : 1;
            var lines = text.Split('\n');
            for (var i = 1; i < lines.Length - 1; i++)
            {
                // what is put together from phrases has no fold
                if (lines[i].StartsWith("Answer with one number: 1 = strongly", StringComparison.Ordinal) && items.TryGetValue(lines[i + 1].Replace(ChatPieces.End, "", StringComparison.Ordinal), out var item)) met.Add((item.Fold, wording));
            }
        }

        Assert.That(met.Select(m => m.Wording).Distinct().Order(), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(met.Where(m => m.Fold == m.Wording), Is.Empty);
    }

    [Test]
    public void Withheld_deeds_and_the_withheld_study_are_neutral_people_s()
    {
        var asks = SmallNano.Described;
        var withheld = asks.Where(a => a.Withheld).ToList();

        Assert.That(SmallNano.Texts.Held.Deeds.GroupBy(d => d.Value).Select(g => g.Count()), Is.EqualTo(new[] { 2, 2, 2, 2, 2 }));
        Assert.That(asks.Where(a => a.Deeds.Any(d => SmallNano.Texts.Held.Deeds.ContainsKey(d.Class))), Is.EquivalentTo(withheld));
        Assert.That(withheld, Has.Count.GreaterThan(50));
        Assert.That(withheld.Select(a => a.Acts), Is.All.EqualTo(Traits.Neutral));
        Assert.That(asks.Where(a => !a.Withheld).Select(a => a.Acts), Has.Some.Not.EqualTo(Traits.Neutral));
        Assert.That(StudyDocuments.Sample(asks, asks.Count, new Rng(1).For("all")).Where(a => a.Withheld), Is.Empty, "a description and a withheld deed never meet");
        Assert.That(SmallNano.Texts.Held.Study, Is.EqualTo("reputation"));
        Assert.That(SmallNano.Training.Where(d => d.Kind.StartsWith(SmallNano.Texts.Held.Study, StringComparison.Ordinal)).Select(d => d.Kind), Is.Not.Empty.And.All.EndsWith(" neutral"));
        Assert.That(SmallNano.Reputation.Where(a => a.Acts != Traits.Neutral || a.Ask.Blocks.Any(b => b.Name == "persona")), Is.Empty);
    }

    [Test]
    public void Answers_are_what_the_shape_reads_back()
    {
        foreach (var recorded in SmallNano.Described.Concat(SmallNano.Reputation))
        {
            var read = ShapeCodec.Read(recorded.Ask.Shape, recorded.Answer, out var why);
            Assert.That(read, Is.Not.Null, why);
            Assert.That(ShapeCodec.Write(recorded.Ask.Shape, read!), Is.EqualTo(recorded.Answer));
        }
    }

    [Test]
    public void A_study_s_question_is_written_as_the_chat_template_writes_it_block_by_block()
    {
        var template = ChatTemplate.Parse(SynthVocabulary.ChatTemplate, "nano", new SpecialTokenTexts("", ""));
        foreach (var recorded in SmallNano.Described.DistinctBy(a => a.Ask.Key.Phase).Concat(SmallNano.Reputation.DistinctBy(a => a.Ask.Key.Phase)))
        {
            var (ask, messages) = (recorded.Ask, new List<ChatMessage>());
            foreach (var block in ask.Blocks)
            {
                if (messages.Count > 0 && messages[^1].Role == block.Role) messages[^1] = new ChatMessage(block.Role, [.. messages[^1].Blocks, block.Text]);
                else messages.Add(new ChatMessage(block.Role, [block.Text]));
            }

            var segments = template.RenderBlocks(messages, new ChatOptions { AddGenerationPrompt = true });
            var pieces = new ChatPieces().Add(ask.Blocks, _ => 0).Open("assistant").ToDocument();

            Assert.That(pieces.Text, Is.EqualTo(string.Concat(segments.Select(s => s.Text))));
            Assert.That(pieces.Pieces.Where(p => ask.Blocks.Any(b => b.Text == p.Text)).Select(p => p.Text), Is.EqualTo(segments.Where(s => s.Block is not null).Select(s => s.Text)), "a block's border is a token's");
        }
    }

    [Test]
    public void Who_is_higher_in_a_trait_chooses_higher_by_the_rule_s_table_and_neither_order_is_liked()
    {
        var questions = new SpeakerQuestions(SmallNano.Prompts, SmallNano.Texts, SmallNano.Config with { Asked = 1 }, QuestionMix.All(SmallNano.Config) with { Phrases = 0 });
        var rng = new Rng(3).For("dose");
        Span<double> five = stackalloc double[5];
        var (firsts, count) = (0, 0);
        foreach (var (level, expected) in new[] { (-2.0, 0.03), (-0.5, 0.3), (0.5, 0.7), (2.0, 0.97) })
        {
            var (high, asked) = (0, 0);
            for (var i = 0; i < 3000; i++)
            {
                five.Clear();
                five[i % 5] = level;
                var (question, answer) = questions.Draw(Traits.Of(five), CorpusSplit.Training, 0, ref rng);
                if (answer is not ("1" or "2") || !question.Contains("\n2: ", StringComparison.Ordinal)) continue;
                var chosen = question.Split('\n').Single(l => l.StartsWith(answer + ": ", StringComparison.Ordinal))[3..];
                var pair = SmallNano.Texts.Choices[0][i % 5].First(p => p.High == chosen || p.Low == chosen);
                asked++;
                if (pair.High == chosen) high++;
                if (answer == "1") firsts++;
                count++;
            }

            Assert.That((double)high / asked, Is.EqualTo(expected).Within(0.07), $"at {level}");
        }

        Assert.That((double)firsts / count, Is.EqualTo(0.5).Within(0.04));
    }

    [Test]
    public void Every_template_is_among_the_sources()
    {
        var corpus = SmallNano.Corpus(1);
        Assert.That(corpus.Documents(CorpusSplit.Training).Count(), Is.GreaterThan(300));

        string[] read = ["town/rules", "town/act", "town/say", "town/plan", "persona/traits", "persona/traits-2", "persona/traits-3", "persona/intro", "probes/item", "probes/item-reversed", "probes/scenario", "probes/scenario-numbered", "probes/setting", "instruments/ipip-neo-120", "instruments/scenarios", "corpus/trial", "corpus/phrases", "corpus/words", "corpus/held-out", "contrast/E.jsonl", "contrast/frames.json"];
        Assert.That(read, Is.SubsetOf(corpus.Sources.Keys));
    }

    [Test]
    public void Answers_weigh_most_and_what_all_share_nothing()
    {
        foreach (var document in SmallNano.Training)
        {
            Assert.That(document.Pieces.Where(p => p.Text.Contains("small town", StringComparison.Ordinal) && p.Text.Contains("You answer as that person", StringComparison.Ordinal)).Select(p => p.Weight), Is.All.Zero);
            Assert.That(document.Pieces.Max(p => p.Weight), Is.EqualTo((float)SmallNano.Config.AnswerWeight).Or.EqualTo((float)SmallNano.Config.NumberWeight).Or.EqualTo((float)SmallNano.Config.WordWeight).Or.EqualTo(SmallNano.Lessons.Contains(document.Kind) ? 0.2f : 0), document.Kind);
        }
    }

    [Test]
    public void Arms_say_what_tells_the_personality_of_each_town_s_people()
    {
        var config = SmallNano.Config with { Towns = 3, TownDocuments = 10, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, Lessons = [], Arms = [Arm.None, Arm.Steer] };

        var kinds = new NanoCorpus(config, SmallNano.Prompts, 1).Documents(CorpusSplit.Training).GroupBy(d => d.Kind.Split(' ')[^1]).ToDictionary(g => g.Key, g => g.Count());

        Assert.That(kinds.Keys, Is.EquivalentTo(new[] { "neutral", "shown" }));
        Assert.That(kinds["neutral"], Is.GreaterThan(kinds["shown"]), "two of the three towns have nobody with a personality");
        Assert.That(() => new NanoCorpus(config with { Arms = [] }, SmallNano.Prompts, 1), Throws.TypeOf<PersonaSim.Native.InputException>().With.Message.Contains("no arms"));
    }

    [Test]
    public void A_town_s_questions_are_also_learnt_without_what_everybody_shares()
    {
        var config = SmallNano.Config with { Towns = 3, TownDocuments = 1, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, FirstDocuments = 150, ValidationTowns = 1, Lessons = ["studies, own part"], Arms = [Arm.Steer, Arm.Prompt, Arm.None], DosedShare = 0.5, TellingWeight = 4 };
        var corpus = new NanoCorpus(config, SmallNano.Prompts, 1);

        var own = corpus.Documents(CorpusSplit.Training).Where(d => d.Kind.StartsWith("town, own part/", StringComparison.Ordinal)).ToList();

        Assert.That(own.Select(d => d.Kind.Split(' ')[^1]).Distinct(), Is.EquivalentTo(new[] { "dosed", "shown", "described", "neutral" }));
        Assert.That(own.Where(d => d.Text.Contains("small town", StringComparison.Ordinal) || d.Text.Contains("Places:", StringComparison.Ordinal)), Is.Empty);
        Assert.That(own.Count(d => d.Kind.Contains("/line", StringComparison.Ordinal)), Is.GreaterThan(own.Count / 3), "what is asked often comes often");
        var dosed = own.Where(d => d.Dosed is not null).ToList();
        Assert.That(dosed.Select(d => d.Kind), Is.Not.Empty.And.All.EndsWith(" dosed"));
        Assert.That(dosed.Select(d => d.Dosed!.Value.FromPiece), Is.All.Zero);
        Assert.That(dosed.Count(d => d.Text.Contains("What comes to your mind", StringComparison.Ordinal)), Is.InRange(dosed.Count / 4, dosed.Count * 3 / 4), "half of them have no lines of their own that would tell");
        foreach (var document in own)
        {
            var (from, behind) = document.FirstAnswer(1);
            Assert.That(document.Pieces[from - 2].Text, Is.EqualTo(ChatPieces.Begin));
            Assert.That(document.Pieces[behind - 1].Text, Is.EqualTo(ChatPieces.End));
            Assert.That(document.Pieces.Take(from).Where(p => p.Weight > config.PromptWeight && p.Weight != config.LineWeight).Select(p => p.Text), Is.Empty);
        }

        Assert.That(own.Where(d => d.Kind.Contains("/deed", StringComparison.Ordinal)).Select(d => d.Pieces[d.FirstAnswer(1).From].Weight), Is.Not.Empty.And.All.EqualTo(4f), "which deed it is, is said first");
    }

    [Test]
    public void What_somebody_says_over_days_is_learnt_line_after_line()
    {
        var config = SmallNano.Config with { Towns = 3, TownDocuments = 1, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, FirstDocuments = 60, ValidationTowns = 1, Lessons = ["lines"], Arms = [Arm.Steer, Arm.Prompt, Arm.None], TellingWeight = 4 };

        var lines = new NanoCorpus(config, SmallNano.Prompts, 1).Documents(CorpusSplit.Training).Where(d => d.Kind.StartsWith("town, lines/", StringComparison.Ordinal)).ToList();

        Assert.That(lines.GroupBy(d => d.Kind).Select(g => g.Key), Is.EquivalentTo(new[] { "town, lines/dosed", "town, lines/described", "town, lines/neutral" }));
        Assert.That(lines.Select(d => d.Kind.EndsWith("/dosed", StringComparison.Ordinal)), Is.EqualTo(lines.Select(d => d.Dosed is not null)));
        Assert.That(lines.Average(d => d.Pieces.Count(p => p.Text == "assistant\n")), Is.GreaterThan(3));
        Assert.That(lines.SelectMany(d => d.Pieces).Count(p => p.Weight == 4), Is.GreaterThan(6 * lines.Count), "what each line does, and how many of them are said");
    }

    [Test]
    public void What_somebody_does_is_learnt_deed_after_deed()
    {
        var config = SmallNano.Config with { Towns = 3, TownDocuments = 1, ReputationDocuments = 0, SpeakerDocuments = 0, ShortDocuments = 0, FirstDocuments = 60, ValidationTowns = 1, Lessons = ["deeds", "deeds, sharp"], Arms = [Arm.Steer, Arm.Prompt, Arm.None], TellingWeight = 4 };

        var deeds = new NanoCorpus(config, SmallNano.Prompts, 1).Documents(CorpusSplit.Training).Where(d => d.Kind.StartsWith("town, deeds/", StringComparison.Ordinal)).ToList();

        Assert.That(deeds.GroupBy(d => d.Kind).Select(g => g.Key), Is.EquivalentTo(new[] { "town, deeds/dosed", "town, deeds/described", "town, deeds/neutral" }));
        Assert.That(deeds.Where(d => d.Lesson == 1).Select(d => d.Kind).Distinct(), Is.EqualTo(new[] { "town, deeds/dosed" }), "who acts more strongly than they are is dosed");
        Assert.That(deeds.Average(d => d.Pieces.Count(p => p.Text == "assistant\n")), Is.GreaterThan(1));
        Assert.That(deeds.Where(d => d.Text.Contains("What comes to your mind", StringComparison.Ordinal) || d.Text.Contains("Places:", StringComparison.Ordinal)), Is.Empty);
        foreach (var document in deeds)
        {
            var (from, behind) = document.FirstAnswer(1);
            var answer = string.Concat(document.Pieces.Take(behind - 1).Skip(from).Select(p => p.Text));
            Assert.That(document.Pieces[from].Weight, Is.EqualTo(4), "which deed it is, is said first");
            Assert.That(string.Concat(document.Pieces.Take(from - 2).Select(p => p.Text)), Does.Contain("- " + answer), "it stands among what may be done");
        }
    }
}
