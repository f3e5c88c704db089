using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Native;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>What does not fit, is too much or was not prepared for.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class LimitTests(CacheLayout layout) : MindFixture(layout)
{
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
    public void With_a_reserve_arms_drop_the_same_memories_whether_their_persona_text_is_there_or_not()
    {
        using var mind = Mind(cells: 768, drop: true);
        var most = new Block("persona", "user", "About Ada: she is warm, quick and orderly, worries seldom.\n");
        var shorter = most with { Text = "About Ada: she is calm.\n" };
        var bare = Asks(1, Shape.Choice("yes", "no"))[0];

        // the longest memories that are kept, in words
        int Kept(Block? persona, Block? reserve)
        {
            var (low, high) = (0, 1024);
            while (high - low > 1)
            {
                var words = (low + high) / 2;
                var memories = new Block("memories", "user", string.Concat(Enumerable.Repeat("word ", words)) + ".\n", Optional: true);
                var ask = bare with { Blocks = [.. bare.Blocks.Take(2), .. persona is null ? [] : new[] { persona }, memories, .. bare.Blocks.Skip(2)], Reserve = reserve };
                if (mind.Answer(Page([ask]))[0].Dropped.Count > 0) high = words;
                else low = words;
            }

            return low;
        }

        var kept = Kept(most, most);

        Assert.That(kept, Is.InRange(1, 1000));
        Assert.That(Kept(null, most), Is.EqualTo(kept), "an arm without a text");
        Assert.That(Kept(shorter, most), Is.EqualTo(kept), "one with a shorter text");
        Assert.That(Kept(null, null), Is.GreaterThan(kept), "without the reserve they would differ");
    }

    [Test]
    public void Few_cells_mean_fewer_at_once_not_other_answers_missing()
    {
        using var small = Mind(cells: 512);

        var answers = small.Answer(Page(Asks(30, Action)));

        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
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
        using var mind = new LlamaMind(Model, new LlamaMindOptions { Parallel = 2, Threads = 1, FlashAttention = FlashAttention.Off });
        var ask = Asks(1, Shape.Choice("yes", "no"))[0] with { Doses = [new DirectionDose("E", 1)] };

        Assert.That(() => mind.Answer(Page([ask])), Throws.InstanceOf<InputException>().With.Message.Contains("without directions"));
    }
}
