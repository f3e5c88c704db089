using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Native.Synth;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>Answers drawn inside their shapes.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class DrawingTests(CacheLayout layout) : MindFixture(layout)
{
    [Test]
    public void Forced_text_is_fed_and_not_drawn()
    {
        using var mind = Mind();

        mind.Answer(Page(Asks(10, Shape.Fields(new Field("a_long_field_name", Shape.Choice("yes", "no"))))));

        Assert.That(mind.Statistics.ForcedTokens, Is.GreaterThan(10 * 2));
        Assert.That(mind.Statistics.DrawnTokens, Is.LessThan(10 * 3));
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

    // SentencePiece vocabularies put a blank in front of every text; none may appear inside a forced answer
    [Test, Category("Material")]
    public void A_vocabulary_that_begins_texts_with_a_blank_gives_answers_without()
    {
        using var model = LlamaModel.Load(TinyModel.Path(SynthSpec.Parse("llama", "tiny", "q8_0") with { VocabularyFrom = Path.Combine(Repository.Material, "models", "ggml-vocab-llama-spm.gguf") }));
        using var mind = new LlamaMind(model, new LlamaMindOptions { Parallel = 8, Prefixes = 2, Cells = 4096, BatchTokens = 128, Threads = 1, FlashAttention = FlashAttention.Off, ChatTemplate = "chatml" });

        var answers = mind.Answer(Page([.. Asks(10, Action), .. Asks(10, Shape.Choice("yes", "no"), seed: 1)]));

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model), string.Join("; ", answers.Select(a => a.Refusal)));
        Assert.That(answers.Skip(10).Select(a => a.Raw), Is.All.AnyOf("yes", "no"));
        Assert.That(answers.Take(10).Select(a => ShapeCodec.Write(Action, a.Value)), Is.EqualTo(answers.Take(10).Select(a => a.Raw)));
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

    [TestCase(200)]
    [TestCase(10_000, Category = "Full")]
    public void A_random_model_at_temperature_one_gives_only_valid_answers(int count)
    {
        using var mind = Mind(new SamplerSettings { Temperature = 1, TopP = 1 });
        var automaton = ShapeAutomaton.Compile(Action);
        var valid = 0;
        for (var page = 0; page < count / 100; page++)
        {
            foreach (var answer in mind.Answer(Page(Asks(100, Action, seed: (ulong)page))))
            {
                Assert.That(answer.Source, Is.EqualTo(AnswerSource.Model), answer.Refusal);
                Assert.That(automaton.Matches(System.Text.Encoding.UTF8.GetBytes(answer.Raw)), Is.True, answer.Raw);
                Assert.That(ShapeCodec.Write(Action, answer.Value), Is.EqualTo(answer.Raw));
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
        var page = new AskPage(Asks(3, Action), (ask, neutral) =>
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

    // a model that never follows its shape is redrawn eight times in an answer, then each token costs one draw and one through the mask
    [Test]
    public void A_shape_that_the_model_does_not_follow_costs_a_bounded_number_of_draws()
    {
        using var mind = Mind(new SamplerSettings { Temperature = 1, TopP = 1 });

        mind.Answer(Page(Asks(40, Shape.Choice("zq vx kj wq zz", "qz xv jk qw xx"))));

        Assert.That(mind.Statistics.Overrides, Is.Positive);
        Assert.That(mind.Statistics.RefusedDraws, Is.LessThanOrEqualTo((8 * 40) + mind.Statistics.Overrides));
    }
}
