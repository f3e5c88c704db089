using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>A dose that drives the model's arithmetic out of the numbers ends its own ask and leaves nothing for those that come later.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class BrokenRowTests(CacheLayout layout) : MindFixture(layout)
{
    [Test]
    public void Only_the_ask_that_broke_is_answered_by_the_rule_and_the_page_goes_on()
    {
        // behind the last block the dose meets no cache: what breaks is the one row of logits
        using var mind = Breaking(Model.Layers - 1);
        var asks = Asks(30, Shape.Scale(1, 5));
        var expected = mind.Answer(Page(asks)).Select(a => a.Raw).ToList();

        var answers = mind.Answer(new AskPage([.. asks.Select((a, i) => i == 3 ? a with { Doses = [new DirectionDose("break", 4)] } : a)], (_, _) => new ScaleValue(2)));

        Assert.That(answers[3].Source, Is.EqualTo(AnswerSource.Fallback));
        Assert.That(answers[3].Refusal, Does.Contain("finite"));
        Assert.That(answers.Where((_, i) => i != 3).Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
        Assert.That(mind.Answer(Page(asks)).Select(a => a.Raw), Is.EqualTo(expected), "and nothing is left behind");
    }

    [Test]
    public void What_a_broken_ask_left_in_the_cache_reaches_nobody_who_comes_later()
    {
        using var mind = Breaking(1);
        var asks = Asks(30, Shape.Scale(1, 5));

        var answers = mind.Answer(new AskPage([.. asks.Select((a, i) => i == 3 ? a with { Doses = [new DirectionDose("break", 4)] } : a)], (_, _) => new ScaleValue(2)));

        var broken = answers.Select((a, i) => (a, i)).Where(x => x.a.Source == AnswerSource.Fallback).Select(x => x.i).ToList();
        Assert.That(broken, Does.Contain(3));
        Assert.That(answers.Skip(16).Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
        // in a cache of its own it cannot even reach those beside it
        if (Layout == CacheLayout.Separate) Assert.That(broken, Is.EqualTo(new[] { 3 }));
    }

    private LlamaMind Breaking(int layer)
    {
        var table = new SteeringTable(Model.Width, Model.Layers);
        table.Add("break", new Dictionary<int, float[]> { [layer] = [.. Enumerable.Range(0, Model.Width).Select(i => i % 2 == 0 ? 3e38f : -3e38f)] });
        return new LlamaMind(Model, new LlamaMindOptions { Parallel = 8, Prefixes = 2, Cells = 4096, AskCells = 1024, BatchTokens = 128, Threads = 1, FlashAttention = FlashAttention.Off, Steering = table, Layout = Layout }, new Ledger("agents"));
    }
}
