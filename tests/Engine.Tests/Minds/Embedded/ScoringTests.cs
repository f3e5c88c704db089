using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>Scores of options against probabilities computed by hand.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class ScoringTests(CacheLayout layout) : MindFixture(layout)
{
    [Test]
    public void Scores_are_the_softmax_computed_by_hand_and_restored_prefixes_give_the_same_bits()
    {
        using var mind = Mind(model: Exact);
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
        using var mind = Mind(model: Exact);
        string[] options = ["no", "nobody else", "yes, gladly"];
        var ask = Asks(1, Shape.Choice(options))[0] with { Mode = AskMode.Score };

        var scores = (ScoresValue)mind.Answer(Page([ask]))[0].Value;
        var starts = ByHand(ask, options);
        var noTokens = Model.Vocabulary.Tokenize("no", special: false);
        var begins = Model.Vocabulary.Tokenize("nobody else", special: false).AsSpan().StartsWith(noTokens);
        double[] own = [begins ? starts[0] - starts[1] : starts[0], starts[1], starts[2]];

        Assert.That(scores.Mass, Is.EqualTo(own.Sum()).Within(0.1).Percent);
        for (var i = 0; i < 3; i++) Assert.That(scores.Probabilities[i] * scores.Mass, Is.EqualTo(own[i]).Within(1).Percent, options[i]);
    }

    [Test]
    public void An_option_too_long_to_be_scored_at_once_is_refused_by_name()
    {
        using var mind = Mind();
        var ask = Asks(1, Shape.Choice("yes", string.Concat(Enumerable.Repeat("ж§", 120))))[0] with { Mode = AskMode.Score };

        Assert.That(() => mind.Answer(Page([ask])), Throws.InstanceOf<ShapeException>().With.Message.Contains(ask.Key.ToString()).And.Message.Contains("tokens"));
    }

    // Probability that the answer starts with each option: the prompt computed the mind's way, the options one token at a time.
    private double[] ByHand(Ask ask, string[] options)
    {
        var template = ChatTemplate.ForModel("m", Exact.ChatTemplateSource, null, new SpecialTokenTexts("", ""));
        var segments = template.RenderBlocks([new ChatMessage("system", ask.Blocks[0].Text, ask.Blocks[1].Text), new ChatMessage("user", ask.Blocks[2].Text, ask.Blocks[3].Text)], new ChatOptions { AddGenerationPrompt = true });
        var prompt = PromptTokens.From(Exact.Vocabulary, segments).Tokens;
        using var context = LlamaContext.Create(Exact, new ContextOptions { Cells = 512, BatchTokens = 256, Threads = 1, FlashAttention = FlashAttention.Off });
        return [.. options.Select(option =>
        {
            context.Cache.Clear();
            var tokens = Exact.Vocabulary.Tokenize(option.AsSpan(), special: false);
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
