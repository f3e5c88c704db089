using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Randomness;
using PersonaSim.Native.Steering;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds;

public sealed class LlamaMindTests
{
    private static readonly FieldsShape _action = Shape.Fields(
        new Field("action", Shape.Choice("talk", "work", "rest", "give", "go home")),
        new Field("target", Shape.Choice("Ada", "Bela", "Cyrus")),
        new Field("say", Shape.Text(40)),
        new Field("mood", Shape.Scale(1, 5)));

    private LlamaModel _model = null!;
    private LlamaModel _exact = null!; // 32-bit weights: other batch shapes change only the order of sums
    private SteeringTable _table = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _model = LlamaModel.Load(TinyModel.Path("qwen2", "q8_0"));
        _exact = LlamaModel.Load(TinyModel.Path("qwen2", "f32"));
        _table = new SteeringTable(_model.Width, _model.Layers);
        foreach (var trait in new[] { "E", "A" })
        {
            var rng = new CounterRng(trait[0]);
            _table.Add(trait, Enumerable.Range(1, _model.Layers - 2).ToDictionary(l => l, _ => Enumerable.Range(0, _model.Width).Select(_ => (float)rng.NextNormal() * 0.3f).ToArray()));
        }
    }

    [OneTimeTearDown]
    public void Free()
    {
        _model.Dispose();
        _exact.Dispose();
    }

    [Test]
    public void All_asks_are_answered_in_their_order()
    {
        using var mind = Mind();
        var page = Page(Asks(60, _action));

        var answers = mind.Answer(page);

        Assert.That(answers.Select(a => a.Key), Is.EqualTo(page.Asks.Select(a => a.Key)));
        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
    }

    [Test]
    public void The_same_page_gives_the_same_answers_whatever_the_context_did_before()
    {
        var page = Page(Asks(20, _action));
        using var fresh = Mind();
        using var used = Mind();
        var expected = fresh.Answer(page);

        used.Answer(Page(Asks(30, Shape.Text(30), seed: 99, world: "Another world, with other rules, in which it always rains.")));
        var afterOthers = used.Answer(page);
        var again = used.Answer(page);

        Assert.That(afterOthers.Select(a => a.Raw), Is.EqualTo(expected.Select(a => a.Raw)));
        Assert.That(again.Select(a => a.Raw), Is.EqualTo(expected.Select(a => a.Raw)), "now from a restored prefix");
        Assert.That(used.Statistics.PrefixesRestored, Is.GreaterThan(0));
        Assert.That(expected.Select(a => a.Raw).Distinct().Count(), Is.GreaterThan(10));
    }

    [Test]
    public void Scores_are_the_softmax_computed_by_hand_and_restored_prefixes_give_the_same_bits()
    {
        using var mind = Mind(model: _exact);
        var ask = Asks(1, Shape.Scale(1, 5))[0] with { Mode = AskMode.Score };

        var first = (ScoresValue)mind.Answer(Page([ask]))[0].Value;
        var second = (ScoresValue)mind.Answer(Page([ask]))[0].Value;
        var byHand = ByHand(ask, [.. "12345".Select(c => c.ToString())]);

        Assert.That(second.Probabilities, Is.EqualTo(first.Probabilities));
        Assert.That(second.Mass, Is.EqualTo(first.Mass));
        Assert.That(first.Mass, Is.EqualTo(byHand.Sum()).Within(0.1).Percent);
        for (var i = 0; i < 5; i++) Assert.That(first.Probabilities[i], Is.EqualTo(byHand[i] / byHand.Sum()).Within(0.1).Percent);
    }

    [Test]
    public void Options_of_several_tokens_and_options_that_begin_another_are_scored_as_exclusive_events()
    {
        using var mind = Mind(model: _exact);
        string[] options = ["no", "nobody else", "yes, gladly"];
        var ask = Asks(1, Shape.Choice(options))[0] with { Mode = AskMode.Score };

        var scores = (ScoresValue)mind.Answer(Page([ask]))[0].Value;
        var starts = ByHand(ask, options);
        var noTokens = _model.Vocabulary.Tokenize("no", special: false);
        var begins = _model.Vocabulary.Tokenize("nobody else", special: false).AsSpan().StartsWith(noTokens);
        double[] own = [begins ? starts[0] - starts[1] : starts[0], starts[1], starts[2]];

        Assert.That(scores.Mass, Is.EqualTo(own.Sum()).Within(0.1).Percent);
        for (var i = 0; i < 3; i++) Assert.That(scores.Probabilities[i] * scores.Mass, Is.EqualTo(own[i]).Within(1).Percent, options[i]);
    }

    [Test]
    public void A_probe_leaves_no_trace()
    {
        using var mind = Mind();
        var asks = Asks(12, _action);
        var expected = mind.Answer(Page(asks)).Select(a => a.Raw).ToList();

        var probes = asks.Select(a => a with { Shape = Shape.Scale(1, 5), Mode = AskMode.Score }).ToArray();
        mind.Answer(Page(probes));
        var after = mind.Answer(Page(asks)).Select(a => a.Raw).ToList();

        Assert.That(after, Is.EqualTo(expected));
    }

    [Test]
    public void Doses_change_answers_of_their_ask_only()
    {
        using var mind = Mind();
        var plain = Asks(8, Shape.Scale(1, 5)).Select(a => a with { Mode = AskMode.Score }).ToArray();
        var dosed = plain.Select((a, i) => i == 3 ? a with { Doses = [new DirectionDose("E", 2), new DirectionDose("A", -1)] } : a).ToArray();

        var before = mind.Answer(Page(plain)).Select(a => ((ScoresValue)a.Value).Probabilities).ToList();
        var after = mind.Answer(Page(dosed)).Select(a => ((ScoresValue)a.Value).Probabilities).ToList();

        for (var i = 0; i < 8; i++) Assert.That(after[i], i == 3 ? Is.Not.EqualTo(before[i]) : Is.EqualTo(before[i]), $"ask {i}");
    }

    [Test]
    public void Shared_blocks_are_computed_once()
    {
        using var mind = Mind();
        var asks = Asks(40, Shape.Choice("yes", "no"));

        mind.Answer(Page(asks));

        Assert.That(mind.Statistics.PrefixesComputed, Is.EqualTo(1));
        Assert.That(mind.Statistics.ComputedTokens, Is.LessThan(0.5 * mind.Statistics.SubmittedTokens));
        mind.Answer(Page(asks));
        Assert.That(mind.Statistics.PrefixesComputed, Is.EqualTo(1));
        Assert.That(mind.Statistics.PrefixesRestored, Is.EqualTo(1));
    }

    [Test]
    public void Forced_text_is_fed_and_not_drawn()
    {
        using var mind = Mind();

        mind.Answer(Page(Asks(10, Shape.Fields(new Field("a_long_field_name", Shape.Choice("yes", "no"))))));

        Assert.That(mind.Statistics.ForcedTokens, Is.GreaterThan(10 * 2));
        Assert.That(mind.Statistics.DrawnTokens, Is.LessThan(10 * 3));
    }

    [Test]
    public void Three_hundred_asks_over_thirty_two_sequences_are_all_answered_in_order()
    {
        using var mind = Mind(parallel: 32);

        var answers = mind.Answer(Page(Asks(300, Shape.Choice("yes", "no", "perhaps"))));

        Assert.That(answers.Select(a => a.Key.Who), Is.EqualTo(Enumerable.Range(0, 300).Select(i => $"agent-{i:00}")));
        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
    }

    [Test]
    public void Answers_that_are_forced_whole_keep_nobody_from_being_asked_and_leave_nothing_in_their_sequence()
    {
        using var mind = Mind();
        var other = "Another, longer world: it has many houses, three wells, two markets and a bridge over the river, and everybody is at home.";
        var forced = Asks(20, Shape.Choice("only one"), world: other).Select((a, i) => a with { Key = a.Key with { N = i } });
        var open = Asks(4, Shape.Scale(1, 5)).Select(a => a with { Mode = AskMode.Score }).ToArray();
        var expected = mind.Answer(Page(open)).Select(a => ((ScoresValue)a.Value).Probabilities).ToList();

        var answers = mind.Answer(Page([.. forced, .. open]));

        Assert.That(answers.Take(20).Select(a => a.Raw), Is.All.EqualTo("only one"));
        for (var i = 0; i < 4; i++) Assert.That(((ScoresValue)answers[20 + i].Value).Probabilities, Is.EqualTo(expected[i]).Within(0.01), $"ask {i}");
    }

    [Test]
    public void Options_that_share_half_a_character_are_answered_in_whole_characters()
    {
        using var mind = Mind();
        string[] options = ["да", "нет", "Ähnlich", "Überhaupt"];

        var answers = mind.Answer(Page([.. Asks(20, Shape.Choice(options[..2])), .. Asks(20, Shape.Choice(options[2..]), seed: 1)]));

        Assert.That(answers.Select(a => a.Raw), Is.All.AnyOf(options));
        Assert.That(mind.Statistics.ForcedTokens, Is.LessThan(120), "only what follows a decided character is forced");
    }

    // a sliding window restored lies in other cells than one computed in place
    [Test]
    public void A_prefix_continued_from_a_kept_parent_is_the_one_computed_whole_also_with_a_sliding_window()
    {
        using var model = LlamaModel.Load(TinyModel.Path("gemma3", "q8_0"));
        Ask Probe(string place) => new(new AskKey(0, "probe", 0, "a", "p"), [new Block("rules", "user", string.Join(' ', Enumerable.Repeat("people trade bread and news", 40))), new Block("place", "user", place), new Block("question", "user", "How are you?")], Shape.Scale(1, 5)) { SharedBlocks = 2, Mode = AskMode.Score };
        var first = Probe("You are at the well by the old bridge.");
        var second = Probe("You are at home and it rains on the roof.");
        ScoresValue Ask(LlamaMind mind, Ask ask) => (ScoresValue)mind.Answer(Page([ask]))[0].Value;
        using var cold = Mind(model: model, steered: false);
        using var warm = Mind(model: model, steered: false);
        Ask(warm, first);

        var fromParent = Ask(warm, second);
        var whole = Ask(cold, second);

        Assert.That(warm.Statistics.ComputedTokens, Is.LessThan(2 * cold.Statistics.ComputedTokens), "the parent must have been found");
        Assert.That(fromParent.Probabilities, Is.EqualTo(whole.Probabilities));
        Assert.That(fromParent.Mass, Is.EqualTo(whole.Mass));
    }

    [Test]
    public void An_option_too_long_to_be_scored_at_once_is_refused_by_name()
    {
        using var mind = Mind();
        var ask = Asks(1, Shape.Choice("yes", string.Concat(Enumerable.Repeat("ж§", 120))))[0] with { Mode = AskMode.Score };

        Assert.That(() => mind.Answer(Page([ask])), Throws.InstanceOf<ShapeException>().With.Message.Contains(ask.Key.ToString()).And.Message.Contains("tokens"));
    }

    // SentencePiece vocabularies put a blank in front of every text; none may appear inside a forced answer
    [Test, Category("Material")]
    public void A_vocabulary_that_begins_texts_with_a_blank_gives_answers_without()
    {
        using var model = LlamaModel.Load(TinyModel.Path(SynthSpec.Parse("llama", "tiny", "q8_0") with { VocabularyFrom = Path.Combine(Repository.Material, "models", "ggml-vocab-llama-spm.gguf") }));
        using var mind = new LlamaMind(model, new LlamaMindOptions { Parallel = 8, Prefixes = 2, Cells = 4096, BatchTokens = 128, Threads = 1, FlashAttention = FlashAttention.Off, ChatTemplate = "chatml" });

        var answers = mind.Answer(Page([.. Asks(10, _action), .. Asks(10, Shape.Choice("yes", "no"), seed: 1)]));

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model), string.Join("; ", answers.Select(a => a.Refusal)));
        Assert.That(answers.Skip(10).Select(a => a.Raw), Is.All.AnyOf("yes", "no"));
        Assert.That(answers.Take(10).Select(a => ShapeCodec.Write(_action, a.Value)), Is.EqualTo(answers.Take(10).Select(a => a.Raw)));
    }

    [Test]
    public void A_line_break_ends_a_text()
    {
        using var mind = Mind(new SamplerSettings { Temperature = 1.3f, TopP = 1 });

        var answers = mind.Answer(Page(Asks(80, Shape.Text(200))));

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
        Assert.That(answers.Select(a => a.Raw), Has.None.Contains("\n"));
        Assert.That(answers.Count(a => a.Raw.EnumerateRunes().Count() < 200), Is.GreaterThan(10), "some must have ended before their limit");
    }

    [Test]
    public void Thoughts_are_bounded_cut_off_and_counted()
    {
        using var mind = Mind(thoughts: 12);
        var page = Page(Asks(6, Shape.Choice("yes", "no")));

        var answers = mind.Answer(page);

        Assert.That(answers.Select(a => a.Raw), Is.All.EqualTo("yes").Or.EqualTo("no"));
        Assert.That(answers.Select(a => a.Usage.ThoughtTokens), Is.All.InRange(1, 12));
        Assert.That(mind.Answer(page).Select(a => a.Raw), Is.EqualTo(answers.Select(a => a.Raw)));
    }

    [TestCase(500)]
    [TestCase(10_000, Category = "Full")]
    public void A_random_model_at_temperature_one_gives_only_valid_answers(int count)
    {
        using var mind = Mind(new SamplerSettings { Temperature = 1, TopP = 1 });
        var automaton = ShapeAutomaton.Compile(_action);
        var valid = 0;
        for (var page = 0; page < count / 100; page++)
        {
            foreach (var answer in mind.Answer(Page(Asks(100, _action, seed: (ulong)page))))
            {
                Assert.That(answer.Source, Is.EqualTo(AnswerSource.Model), answer.Refusal);
                Assert.That(automaton.Matches(System.Text.Encoding.UTF8.GetBytes(answer.Raw)), Is.True, answer.Raw);
                Assert.That(ShapeCodec.Write(_action, answer.Value), Is.EqualTo(answer.Raw));
                valid++;
            }
        }

        Assert.That(valid, Is.EqualTo(count));
        Assert.That(mind.Statistics.Overrides, Is.Positive, "a random model must have been overridden");
    }

    [Test]
    public void An_answer_that_runs_out_of_tokens_is_refused_counted_and_given_by_the_neutral_rule()
    {
        using var mind = Mind(maxTokens: 6);
        var asked = new List<bool>();
        var page = new AskPage(Asks(3, _action), (ask, neutral) =>
        {
            asked.Add(neutral);
            return new TextValue("rule");
        });

        var answers = mind.Answer(page);

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Fallback));
        Assert.That(answers.Select(a => a.Refusal), Is.All.Contains("within 6 tokens"));
        Assert.That(asked, Is.EqualTo(new[] { true, true, true }));
        Assert.That(mind.Statistics.Refused, Is.EqualTo(3));
    }

    [Test]
    public void A_prompt_that_does_not_fit_names_the_ask_and_its_blocks_or_drops_what_may_be_dropped()
    {
        var ask = Asks(1, Shape.Choice("yes", "no"))[0];
        var longer = ask with { Blocks = [.. ask.Blocks, new Block("memories", "user", string.Join(' ', Enumerable.Repeat("they met at the well", 200)), Optional: true)] };
        using (var strict = Mind(cells: 768))
        {
            Assert.That(() => strict.Answer(Page([longer])), Throws.InstanceOf<InputException>().With.Message.Contains(ask.Key.ToString()).And.Message.Contains("memories").And.Message.Contains("world"));
            Assert.That(strict.Answer(Page([ask])), Has.Count.EqualTo(1), "and the mind goes on working");
        }

        using var lenient = Mind(cells: 768, drop: true);
        var shortened = lenient.Answer(Page([longer]))[0];
        Assert.That(shortened.Raw, Is.EqualTo(lenient.Answer(Page([ask]))[0].Raw));
        Assert.That(shortened.Dropped, Is.EqualTo(new[] { "memories" }));
    }

    [Test]
    public void Few_cells_mean_fewer_at_once_not_other_answers_missing()
    {
        using var small = Mind(cells: 512);

        var answers = small.Answer(Page(Asks(30, _action)));

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
    }

    [Test]
    public void Many_prefixes_are_answered_in_waves()
    {
        using var mind = Mind();
        var asks = Enumerable.Range(0, 24).SelectMany(w => Asks(2, Shape.Choice("yes", "no"), seed: (ulong)w, world: $"World number {w} has {w} wells.")).Select((a, i) => a with { Key = a.Key with { N = i } }).ToArray();

        var answers = mind.Answer(Page(asks));

        Assert.That(answers.Select(a => a.Key.N), Is.EqualTo(Enumerable.Range(0, 48)));
        Assert.That(mind.Statistics.PrefixesComputed, Is.EqualTo(24));
    }

    [Test]
    public void Cancelled_between_two_decodes_the_mind_stays_usable()
    {
        using var mind = Mind();
        var page = Page(Asks(20, _action));
        var expected = mind.Answer(page).Select(a => a.Raw).ToList();
        using var source = new CancellationTokenSource();

        Assert.That(() => mind.Answer(page, _ => source.Cancel(), source.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(mind.Answer(page).Select(a => a.Raw), Is.EqualTo(expected));
    }

    [Test]
    public void Embeddings_have_unit_length_follow_the_prompt_and_touch_nothing_else()
    {
        using var mind = Mind();
        var asks = Asks(6, Shape.Choice("yes", "no"));
        var expected = mind.Answer(Page(asks)).Select(a => a.Raw).ToList();
        var embeds = asks.Select(a => a with { Shape = Shape.Vector(_model.Width), Mode = AskMode.Embed }).ToArray();

        var mixed = mind.Answer(Page([.. embeds, .. asks]));
        var again = mind.Answer(Page([.. embeds, .. asks]));

        var vectors = mixed.Take(6).Select(a => ((VectorValue)a.Value).Values).ToList();
        Assert.That(vectors.Select(v => Math.Sqrt(v.Sum(x => (double)x * x))), Is.All.EqualTo(1).Within(1e-5));
        Assert.That(vectors[0], Is.Not.EqualTo(vectors[1]));
        Assert.That(again.Take(6).Select(a => ((VectorValue)a.Value).Values), Is.EqualTo(vectors));
        Assert.That(mind.Answer(Page(asks)).Select(a => a.Raw), Is.EqualTo(expected));
        Assert.That(() => mind.Answer(Page([embeds[0] with { Shape = Shape.Vector(3) }])), Throws.InstanceOf<ShapeException>().With.Message.Contains("3 numbers").And.Message.Contains($"gives {_model.Width}"));
    }

    [Test]
    public void Flash_attention_is_measured_at_load_and_recorded()
    {
        using var mind = new LlamaMind(_model, new LlamaMindOptions { Parallel = 4, Prefixes = 2, Cells = 1024, BatchTokens = 128, Threads = 1 });

        Assert.That(mind.Flash.Flash, Is.Not.EqualTo(FlashAttention.Auto));
        Assert.That(mind.Description.Settings["flash_measured"], Does.Contain("tok/s"));
        Assert.That(mind.Answer(Page(Asks(3, Shape.Choice("yes", "no")))), Has.Count.EqualTo(3));
    }

    [Test]
    public void Padded_rows_change_nothing_about_who_is_asked_and_answered()
    {
        using var padded = Mind(pad: true);
        var page = Page(Asks(10, _action));

        var answers = padded.Answer(page);

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
        Assert.That(padded.Answer(page).Select(a => a.Raw), Is.EqualTo(answers.Select(a => a.Raw)));
    }

    // "memory flat": nothing of a page stays behind but its prefixes
    [TestCase(1_500)]
    [TestCase(100_000, Category = "Full")]
    public void Memory_stays_flat_over_many_asks(int asks)
    {
        using var mind = Mind(parallel: 32);
        long After(int pages, ulong from)
        {
            for (var page = 0; page < pages; page++) mind.Answer(Page(Asks(250, Shape.Choice("yes", "no"), seed: from + (ulong)page)));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return GC.GetTotalMemory(forceFullCollection: true);
        }

        var early = After(2, 0);
        var late = After((asks / 250) - 2, 100);

        Assert.That(late - early, Is.LessThan(2 << 20));
    }

    [Test]
    public void The_ledger_counts_what_was_done_and_a_cap_stops_before_the_next_call()
    {
        var ledger = new Ledger("agents", new LedgerCaps(Calls: 12));
        using var mind = Mind(ledger: ledger);
        var heard = new List<Answer>();

        Assert.That(() => mind.Answer(Page(Asks(20, Shape.Choice("yes", "no"))), heard.Add), Throws.InstanceOf<CapReachedException>());

        var counted = ledger.Snapshot();
        Assert.That(counted.Calls, Is.EqualTo(12));
        Assert.That(counted.ComputedTokens, Is.Positive.And.LessThan(counted.PromptTokens + 200));
        Assert.That(heard, Has.Count.EqualTo(12));
        Assert.That(counted.Seconds, Is.Positive);
    }

    [Test]
    public void Doses_without_directions_are_refused()
    {
        using var mind = new LlamaMind(_model, new LlamaMindOptions { Parallel = 2, Threads = 1, FlashAttention = FlashAttention.Off });
        var ask = Asks(1, Shape.Choice("yes", "no"))[0] with { Doses = [new DirectionDose("E", 1)] };

        Assert.That(() => mind.Answer(Page([ask])), Throws.InstanceOf<InputException>().With.Message.Contains("without directions"));
    }

    private LlamaMind Mind(SamplerSettings? sampling = null, int? cells = null, int? maxTokens = null, bool drop = false, LlamaModel? model = null, bool pad = false, int parallel = 8, int thoughts = 0, Ledger? ledger = null, bool steered = true) => new(model ?? _model, new LlamaMindOptions
    {
        Parallel = parallel,
        Prefixes = 4,
        ThoughtTokens = thoughts,
        Cells = cells ?? 4096,
        BatchTokens = 128,
        FlashAttention = FlashAttention.Off,
        MaxTokens = maxTokens,
        Sampling = sampling ?? new SamplerSettings { Temperature = 0.8f, TopP = 0.95f },
        Threads = 1,
        Steering = steered ? _table : null,
        SteeringMode = SteeringMode.Patch,
        DropOptional = drop,
        PadRows = pad,
    }, ledger);

    private static Ask[] Asks(int count, Shape shape, ulong seed = 0, string world = "The town has twelve houses, a market and a well. People trade bread, tools and news.") =>
    [
        .. Enumerable.Range(0, count).Select(i => new Ask(new AskKey(1, "act", 0, $"agent-{i:00}", "action"),
        [
            new Block("rules", "system", "You live in a small town. Answer with one JSON object."),
            new Block("world", "system", world),
            new Block("self", "user", $"You are person {i} and it is {6 + i} o'clock."),
            new Block("question", "user", "What do you do?"),
        ], shape) { SharedBlocks = 2, Seed = (seed * 1000) + (ulong)i }),
    ];

    private static AskPage Page(IReadOnlyList<Ask> asks) => new(asks, (ask, _) => throw new AssertionException($"the rule was asked for {ask.Key}"));

    // Probability that the answer starts with each option: the prompt computed the mind's way, the options one token at a time.
    private double[] ByHand(Ask ask, string[] options)
    {
        var template = ChatTemplate.ForModel("m", _exact.ChatTemplateSource, null, new SpecialTokenTexts("", ""));
        var segments = template.RenderBlocks([new ChatMessage("system", ask.Blocks[0].Text, ask.Blocks[1].Text), new ChatMessage("user", ask.Blocks[2].Text, ask.Blocks[3].Text)], new ChatOptions { AddGenerationPrompt = true });
        var prompt = PromptTokens.From(_exact.Vocabulary, segments).Tokens;
        using var context = LlamaContext.Create(_exact, new ContextOptions { Cells = 512, BatchTokens = 256, Threads = 1, FlashAttention = FlashAttention.Off });
        return [.. options.Select(option =>
        {
            context.Cache.Clear();
            var tokens = _exact.Vocabulary.Tokenize(option.AsSpan(), special: false);
            using var batch = new DecodeBatch(256);
            for (var p = 0; p < prompt.Length; p++) batch.Add(prompt[p], p, new SequenceId(0), p == prompt.Length - 1);
            context.Decode(batch);
            var (row, probability) = (prompt.Length - 1, 1.0);
            for (var i = 0; i < tokens.Length; i++)
            {
                probability *= context.Logits(row, tokens[i], static (logits, token) => Softmax(logits, token));
                batch.Clear();
                row = batch.Add(tokens[i], prompt.Length + i, new SequenceId(0), output: true);
                context.Decode(batch);
            }

            return probability;
        })];
    }

    private static double Softmax(ReadOnlySpan<float> logits, int token)
    {
        double sum = 0;
        foreach (var logit in logits) sum += Math.Exp(logit - logits[token]);
        return 1 / sum;
    }
}
