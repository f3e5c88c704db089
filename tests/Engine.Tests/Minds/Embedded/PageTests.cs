using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Llama;
using PersonaSim.Engine.Minds.Shapes;

namespace PersonaSim.Engine.Tests.Minds.Embedded;

/// <summary>The order, the independence and the bounds of a page: laws of both cache layouts.</summary>
[TestFixture(CacheLayout.Unified)]
[TestFixture(CacheLayout.Separate)]
public sealed class PageTests(CacheLayout layout) : MindFixture(layout)
{
    [Test]
    public void All_asks_are_answered_in_their_order()
    {
        using var mind = Mind();
        var page = Page(Asks(60, Action));

        var answers = mind.Answer(page);

        Assert.That(answers.Select(a => a.Key), Is.EqualTo(page.Asks.Select(a => a.Key)));
        Assert.That(answers.Select(a => a.Source), Is.All.EqualTo(AnswerSource.Model));
    }

    [Test]
    public void The_same_page_gives_the_same_answers_whatever_the_context_did_before()
    {
        var page = Page(Asks(20, Action));
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
    public void How_many_threads_draw_changes_no_answer()
    {
        var asks = Asks(24, Action).Select((a, i) => i % 3 == 0 ? a with { Shape = Shape.Choice("yes", "no", "perhaps"), Mode = AskMode.Score } : a).ToArray();
        using var alone = Mind(readers: 1);
        using var together = Mind(readers: 4);

        var expected = alone.Answer(Page(asks));
        var answers = together.Answer(Page(asks));

        Assert.That(answers.Select(a => a.Raw), Is.EqualTo(expected.Select(a => a.Raw)));
        Assert.That(answers.Select(a => a.Usage), Is.EqualTo(expected.Select(a => a.Usage)));
        Assert.That(answers.Select(a => a.Value).OfType<ScoresValue>().SelectMany(s => s.Probabilities), Is.EqualTo(expected.Select(a => a.Value).OfType<ScoresValue>().SelectMany(s => s.Probabilities)));
        Assert.That(expected.Select(a => a.Raw).Distinct().Count(), Is.GreaterThan(10));
    }

    [Test]
    public void A_probe_leaves_no_trace()
    {
        using var mind = Mind();
        var asks = Asks(12, Action);
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
        var page = Page(Asks(20, Action));
        var expected = mind.Answer(page).Select(a => a.Raw).ToList();
        using var source = new CancellationTokenSource();

        Assert.That(() => mind.Answer(page, _ => source.Cancel(), source.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(mind.Answer(page).Select(a => a.Raw), Is.EqualTo(expected));
    }

    // "memory flat": nothing of a page stays behind but its prefixes
    [TestCase(500)]
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

    // native memory too: worlds that change from page to page leave nothing behind once the prefix store is full
    [TestCase(500)]
    [TestCase(100_000, Category = "Full")]
    public void Resident_memory_stays_flat_while_worlds_change(int asks)
    {
        using var mind = Mind(prefixMemory: 1 << 20);
        long After(int pages, int from)
        {
            for (var page = 0; page < pages; page++) mind.Answer(Page(Asks(50, Shape.Choice("yes", "no"), seed: (ulong)(from + page), world: $"The town number {from + page} has {page} houses and a well.")));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            return self.WorkingSet64;
        }

        var early = After(10, 0);
        var late = After((asks / 50) - 10, 100_000);

        Assert.That(late - early, Is.LessThan(48L << 20), "resident bytes grew");
    }
}
