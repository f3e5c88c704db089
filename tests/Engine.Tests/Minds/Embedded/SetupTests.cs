using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>What a mind settles when it is made, embeddings, and models of other kinds.</summary>
public sealed class SetupTests() : MindFixture(CacheLayout.Unified)
{
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
    public void Embeddings_have_unit_length_follow_the_prompt_and_touch_nothing_else()
    {
        using var mind = Mind();
        var asks = Asks(6, Shape.Choice("yes", "no"));
        var expected = mind.Answer(Page(asks)).Select(a => a.Raw).ToList();
        var embeds = asks.Select(a => a with { Shape = Shape.Vector(Model.Width), Mode = AskMode.Embed }).ToArray();

        var mixed = mind.Answer(Page([.. embeds, .. asks]));
        var again = mind.Answer(Page([.. embeds, .. asks]));

        var vectors = mixed.Take(6).Select(a => ((VectorValue)a.Value).Values).ToList();
        Assert.That(vectors.Select(v => Math.Sqrt(v.Sum(x => (double)x * x))), Is.All.EqualTo(1).Within(1e-5));
        Assert.That(vectors[0], Is.Not.EqualTo(vectors[1]));
        Assert.That(again.Take(6).Select(a => ((VectorValue)a.Value).Values), Is.EqualTo(vectors));
        Assert.That(mind.Answer(Page(asks)).Select(a => a.Raw), Is.EqualTo(expected));
        Assert.That(() => mind.Answer(Page([embeds[0] with { Shape = Shape.Vector(3) }])), Throws.InstanceOf<ShapeException>().With.Message.Contains("3 numbers").And.Message.Contains($"gives {Model.Width}"));
    }

    [Test]
    public void Flash_attention_is_measured_at_load_and_recorded()
    {
        using var mind = new LlamaMind(Model, new LlamaMindOptions { Parallel = 4, Prefixes = 2, Cells = 1024, BatchTokens = 128, Threads = 1 });

        Assert.That(mind.Flash.Flash, Is.Not.EqualTo(FlashAttention.Auto));
        Assert.That(mind.Description.Settings["flash_measured"], Does.Contain("tok/s"));
        Assert.That(mind.Answer(Page(Asks(3, Shape.Choice("yes", "no")))), Has.Count.EqualTo(3));
    }

    [Test]
    public void Padded_rows_change_nothing_about_who_is_asked_and_answered()
    {
        using var padded = Mind(pad: true);
        var page = Page(Asks(10, Action));

        var answers = padded.Answer(page);

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
        Assert.That(padded.Answer(page).Select(a => a.Raw), Is.EqualTo(answers.Select(a => a.Raw)));
    }
}
