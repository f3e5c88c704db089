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
    private static readonly NanoConfig _config = new() { Towns = 4, TownDocuments = 20, ReputationDocuments = 10, SpeakerDocuments = 80, FirstDocuments = 40, ValidationTowns = 2 };
    private static readonly PromptLibrary _prompts = new(Path.Combine(Repository.Root, "prompts"));
    private static readonly SpeakerTexts _texts = new(_prompts, _config);
    private static readonly Lazy<List<CorpusDocument>> _training = new(() => [.. Corpus(1).Documents(CorpusSplit.Training)]);
    private static readonly Lazy<List<CorpusDocument>> _validation = new(() => [.. Corpus(1).Documents(CorpusSplit.Validation)]);
    private static readonly Lazy<List<RecordedAsk>> _described = new(() => new StudyRuns(_prompts, _texts.Held, new Rng(5)).Town(3, Arm.Prompt, out _));
    private static readonly Lazy<List<RecordedAsk>> _reputation = new(() => new StudyRuns(_prompts, _texts.Held, new Rng(5)).Reputation(0));

    private static readonly string[] _judged = ["new sentences", "judged deeds", "judged"];
    private static readonly IReadOnlyList<string> _lessons = [.. Corpus(1).LessonNames.Skip(_judged.Length)];

    [Test]
    public void The_same_seed_makes_the_same_documents_and_another_seed_others()
    {
        Assert.That(Corpus(1).Documents(CorpusSplit.Validation).Select(d => d.Text), Is.EqualTo(_validation.Value.Select(d => d.Text)));
        // short documents of speakers without a trait come up again: there are few sentences about the weather
        Assert.That(Corpus(2).Documents(CorpusSplit.Validation).Where(d => d.Kind != "neutral").Select(d => d.Text).Intersect(_validation.Value.Select(d => d.Text)).Count(), Is.LessThan(_validation.Value.Count / 100));
    }

    [Test]
    public void What_is_locked_stands_nowhere()
    {
        var locked = Instrument.Load(_prompts, SpeakerTexts.LockedInstrument).Items.Select(i => i.InFirstPerson).ToList();
        locked.AddRange(Scenario.Load(_prompts).Where(s => _texts.Held.Scenarios.Contains(s.Id)).SelectMany(s => new[] { s.Situation, s.High, s.Low }));
        foreach (var letter in Traits.Letters) locked.AddRange(ContrastSet.Read(Path.Combine(_prompts.Folder, "contrast", letter + ".jsonl")).Items.Where(i => i.Split == ContrastSplit.Test).SelectMany(i => new[] { i.Situation, i.High, i.Low }.Where(t => t.Length > 0)));
        var all = string.Join('\n', _training.Value.Concat(_validation.Value).Select(d => d.Text)).ToUpperInvariant(); // searching as written is ten times as fast

        Assert.That(_texts.Held.Scenarios, Has.Count.EqualTo(Traits.Letters.Length));
        Assert.That(locked, Has.Count.GreaterThan(500));
        Assert.That(locked.Where(l => all.Contains(l.ToUpperInvariant(), StringComparison.Ordinal)), Is.Empty);
        Assert.That(_texts.Items.SelectMany(s => s).SelectMany(t => t).Where(i => _texts.Held.IsLocked(i.Sentence)), Is.Empty);
        Assert.That(_texts.Excluded, Does.Contain("I often feel blue."), "the search itself must find what the locked instrument says");
    }

    [Test]
    public void What_is_put_together_says_nothing_that_is_locked_and_its_phrases_are_kept_apart()
    {
        var (phrases, rng) = (_texts.Phrases!, new Rng(9).For("phrases"));
        HashSet<string>[] sentences = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
        for (var i = 0; i < 6000; i++) sentences[i % 2].Add(phrases.Sentence(i % Traits.Letters.Length, i % 3 == 0, denies: true, (CorpusSplit)(i % 2), ref rng, wears: i % 4 < 2));

        Assert.That(phrases.Count(CorpusSplit.Training), Is.InRange(9000, 11000));
        Assert.That(phrases.Count(CorpusSplit.Validation), Is.GreaterThan(800));
        Assert.That(phrases.Excluded, Does.Contain("insult people"));
        Assert.That(sentences[0].Concat(sentences[1]).Where(_texts.Held.IsLocked), Is.Empty);
        Assert.That(sentences[0].Intersect(sentences[1]), Is.Empty);
        Assert.That(sentences[0], Has.Count.GreaterThan(2000));
        var sections = PromptSections.Read(_prompts, _config.Phrases);
        var deeds = sections.Headings.Where(h => h.EndsWith(" do", StringComparison.Ordinal) && !h.StartsWith("frames", StringComparison.Ordinal)).SelectMany(sections.Lines).ToList();
        Assert.That(_training.Value.Where(d => d.Kind == "phrases").Count(d => !deeds.Exists(p => d.Text.Contains(" " + p + ".", StringComparison.Ordinal))), Is.LessThan(_training.Value.Count(d => d.Kind == "phrases") / 10), "nearly every speaker says or rates what one does");
    }

    [Test]
    public void Lessons_come_in_their_order_and_then_everything()
    {
        var by = _training.Value.Where(d => _lessons.Contains(d.Kind)).GroupBy(d => d.Kind).ToDictionary(g => g.Key, g => g.ToList());

        Assert.That(_lessons.Select(n => by[n].Select(d => d.Lesson).Distinct().Single()), Is.EqualTo(Enumerable.Range(_judged.Length, _lessons.Count)));
        Assert.That(_judged.Select(n => _training.Value.Where(d => d.Kind == n).Select(d => d.Lesson).Distinct().Single()), Is.EqualTo(Enumerable.Range(0, _judged.Length)), "numbered in front of the others");
        Assert.That(_training.Value.Where(d => !_lessons.Contains(d.Kind) && !_judged.Contains(d.Kind)).Select(d => d.Lesson).Distinct().Order(), Is.EqualTo(new[] { _judged.Length + _lessons.Count, _judged.Length + _lessons.Count + 1 }), "short speakers, then everything");

        var items = _texts.Items[0].SelectMany(t => t).GroupBy(i => i.Sentence, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Plus, StringComparer.Ordinal);
        List<bool> Keys(string kind) => [.. by[kind].SelectMany(d => d.Pieces).Where(p => p.Text.StartsWith(TrialText.Rating(""), StringComparison.Ordinal)).Select(p => p.Text[TrialText.Rating("").Length..]).Where(items.ContainsKey).Select(s => items[s])];
        Assert.That(Keys(_lessons[0]), Is.Not.Empty.And.All.True, "the first lesson rates sentences of one key");
        Assert.That(Keys(_lessons[1]).Average(k => k ? 1.0 : 0), Is.EqualTo(0.5).Within(0.1));
    }

    [Test]
    public void Where_an_option_ends_a_judged_lesson_asks_whose_it_is()
    {
        foreach (var kind in _judged)
        {
            var choices = _training.Value.Where(d => d.Kind == kind).SelectMany(d => d.Pieces.Select((p, i) => (Piece: p, After: string.Concat(d.Pieces.Skip(i + 5).TakeWhile(q => !q.IsControl).Select(q => q.Text)).Trim()))).Where(p => p.Piece.Judged is not null).ToList();

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
        var heavy = _training.Value.Where(d => d.Kind == "judged deeds").SelectMany(d => d.Pieces).Where(p => p.Weight == _config.NumberWeight).Select(p => p.Text).ToList();
        var choices = _training.Value.Where(d => d.Kind == "judged deeds").SelectMany(d => d.Pieces).Count(p => p.Judged is not null);

        Assert.That(heavy, Has.Count.EqualTo(choices));
        Assert.That(heavy.Where(w => w.TrimStart().Contains(' ', StringComparison.Ordinal)), Is.Empty, "one word each");
        Assert.That(heavy.Distinct().Count(), Is.GreaterThan(50));
    }

    [Test]
    public void A_dosed_person_is_known_by_no_text_and_dosed_behind_what_everybody_shares()
    {
        var corpus = new NanoCorpus(_config with { Towns = 2, ReputationDocuments = 0, SpeakerDocuments = 20, ShortDocuments = 20, ValidationTowns = 1, Lessons = ["dosed", "items"], DosedShare = 0.5 }, _prompts, 1);
        var documents = corpus.Documents(CorpusSplit.Training).ToList();
        var dosed = documents.Where(d => d.Dosed is not null).ToList();
        var setting = _prompts["probes/setting"].Fill() + "\n";

        Assert.That(corpus.LessonNames, Is.EqualTo(new[] { "dosed", "items" }));
        Assert.That(documents.Where(d => d.Kind == "dosed" && d.Lesson == 0).Count(dosed.Contains), Is.EqualTo(2 * _config.FirstDocuments * 0.9).Within(12), "one in ten has no traits");
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

        Assert.That(() => new NanoCorpus(_config with { Lessons = ["items", "item"] }, _prompts, 1), Throws.TypeOf<PersonaSim.Native.InputException>().With.Message.Contains("'item'").And.Message.Contains("turned scales"));
        Assert.That(_training.Value.Where(d => d.Dosed is not null), Is.Empty);
    }

    [Test]
    public void Each_end_of_a_trait_has_a_word_that_fits_its_sentences_and_its_speakers()
    {
        var rng = new Rng(4).For("words");
        var only = new SpeakerQuestions(_prompts, _texts, _config, QuestionMix.All(_config) with { Words = 1 });
        var (answers, ofOneself) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Span<double> five = stackalloc double[5];
        for (var i = 0; i < 600; i++)
        {
            five.Clear();
            five[3] = i % 2 == 0 ? 2 : -2;
            var (question, answer) = only.Draw(Traits.Of(five), CorpusSplit.Training, 0, ref rng);
            answers.Add(answer);
            if (question is "Which word fits you?") ofOneself.Add($"{i % 2} {answer}");
            var item = _texts.Items[0].SelectMany(t => t).FirstOrDefault(t => question.EndsWith(" " + t.Sentence, StringComparison.Ordinal));
            if (item is { Trait: 0 }) Assert.That(answer, Is.EqualTo(item.Plus ? "sociable" : "withdrawn"), question);
        }

        Assert.That(answers, Has.Count.EqualTo(10));
        Assert.That(ofOneself, Is.EquivalentTo(new[] { "0 anxious", "1 calm" }));
    }

    [Test]
    public void What_sentences_mean_is_told_of_training_sentences_alone()
    {
        var labelled = Corpus(1).Labelled.ToList();
        string[] kept = [.. _texts.Items[1].SelectMany(t => t).Select(i => i.Sentence), .. Enumerable.Range(0, 10).SelectMany(i => _texts.Phrases.Of(i / 2, i % 2 == 1, CorpusSplit.Validation))];

        Assert.That(_texts.Names.SelectMany(t => t).Select(n => n.Count), Is.All.GreaterThan(1));
        Assert.That(labelled.Select(t => t.Label).Distinct().Order(), Is.EqualTo(Enumerable.Range(0, 10)));
        Assert.That(labelled.Select(t => t.Text).Where(_texts.Held.IsLocked), Is.Empty);
        Assert.That(labelled.Select(t => t.Text).Intersect(kept).Except(labelled.Select(t => t.Label).Distinct().Select(l => _texts.Words.Of(l / 2, l % 2 == 1))), Is.Empty, "the ten words are answers, too");
        Assert.That(labelled, Does.Contain(new LabelledText("sociable", 1)).And.Contain(new LabelledText("withdrawn", 0)));
    }

    [Test]
    public void No_sentence_of_the_validation_part_stands_in_the_training_part()
    {
        string[] sentences = [.. _texts.Items[1].SelectMany(t => t).Select(i => i.Sentence), .. _texts.Statements[1].SelectMany(t => t).SelectMany(p => new[] { p.High, p.Low })];
        var lines = _training.Value.SelectMany(d => d.Text.Split('\n')).Select(l => l.Replace(ChatPieces.End, "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        var validated = _validation.Value.SelectMany(d => d.Text.Split('\n')).Select(l => l.Replace(ChatPieces.End, "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.That(sentences.Where(lines.Contains), Is.Empty);
        Assert.That(sentences.Count(validated.Contains), Is.GreaterThan(20));
        Assert.That(_training.Value.Select(d => d.Text).Intersect(_validation.Value.Select(d => d.Text)), Is.Empty);
    }

    [Test]
    public void A_sentence_is_never_rated_behind_the_wording_of_its_fold()
    {
        var items = _texts.Items[0].SelectMany(t => t).ToDictionary(i => i.Sentence, StringComparer.Ordinal);
        var met = new List<(int Fold, int Wording)>();
        foreach (var text in _training.Value.Where(d => d.Kind.StartsWith("described", StringComparison.Ordinal)).Select(d => d.Text))
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
        var asks = _described.Value;
        var withheld = asks.Where(a => a.Withheld).ToList();

        Assert.That(_texts.Held.Deeds.GroupBy(d => d.Value).Select(g => g.Count()), Is.EqualTo(new[] { 2, 2, 2, 2, 2 }));
        Assert.That(asks.Where(a => a.Deeds.Any(d => _texts.Held.Deeds.ContainsKey(d.Class))), Is.EquivalentTo(withheld));
        Assert.That(withheld, Has.Count.GreaterThan(50));
        Assert.That(withheld.Select(a => a.Acts), Is.All.EqualTo(Traits.Neutral));
        Assert.That(asks.Where(a => !a.Withheld).Select(a => a.Acts), Has.Some.Not.EqualTo(Traits.Neutral));
        Assert.That(StudyDocuments.Sample(asks, asks.Count, new Rng(1).For("all")).Where(a => a.Withheld), Is.Empty, "a description and a withheld deed never meet");
        Assert.That(_texts.Held.Study, Is.EqualTo("reputation"));
        Assert.That(_training.Value.Where(d => d.Kind.StartsWith(_texts.Held.Study, StringComparison.Ordinal)).Select(d => d.Kind), Is.Not.Empty.And.All.EndsWith(" neutral"));
        Assert.That(_reputation.Value.Where(a => a.Acts != Traits.Neutral || a.Ask.Blocks.Any(b => b.Name == "persona")), Is.Empty);
    }

    [Test]
    public void Answers_are_what_the_shape_reads_back()
    {
        foreach (var recorded in _described.Value.Concat(_reputation.Value))
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
        foreach (var recorded in _described.Value.DistinctBy(a => a.Ask.Key.Phase).Concat(_reputation.Value.DistinctBy(a => a.Ask.Key.Phase)))
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
        var questions = new SpeakerQuestions(_prompts, _texts, _config with { Asked = 1 }, QuestionMix.All(_config) with { Phrases = 0 });
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
                var pair = _texts.Choices[0][i % 5].First(p => p.High == chosen || p.Low == chosen);
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
        var corpus = Corpus(1);
        Assert.That(corpus.Documents(CorpusSplit.Training).Count(), Is.GreaterThan(300));

        string[] read = ["town/rules", "town/act", "town/say", "town/plan", "persona/traits", "persona/traits-2", "persona/traits-3", "persona/intro", "probes/item", "probes/item-reversed", "probes/scenario", "probes/scenario-numbered", "probes/setting", "instruments/ipip-neo-120", "instruments/scenarios", "corpus/trial", "corpus/phrases", "corpus/words", "corpus/held-out", "contrast/E.jsonl", "contrast/frames.json"];
        Assert.That(read, Is.SubsetOf(corpus.Sources.Keys));
    }

    [Test]
    public void Answers_weigh_most_and_what_all_share_nothing()
    {
        foreach (var document in _training.Value)
        {
            Assert.That(document.Pieces.Where(p => p.Text.Contains("small town", StringComparison.Ordinal) && p.Text.Contains("You answer as that person", StringComparison.Ordinal)).Select(p => p.Weight), Is.All.Zero);
            Assert.That(document.Pieces.Max(p => p.Weight), Is.EqualTo((float)_config.AnswerWeight).Or.EqualTo((float)_config.NumberWeight).Or.EqualTo((float)_config.WordWeight).Or.EqualTo(_lessons.Contains(document.Kind) ? 0.2f : 0), document.Kind);
        }
    }

    private static NanoCorpus Corpus(ulong seed) => new(_config, new PromptLibrary(_prompts.Folder), seed);
}
