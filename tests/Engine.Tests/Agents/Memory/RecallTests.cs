using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using MemoryStream = PersonaSim.Engine.Agents.Memory.MemoryStream;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class RecallTests
{
    private static readonly MemorySettings _halfLife10 = new() { HalfLifeTicks = 10 };

    [TestCase(0, 1f)]
    [TestCase(5, 0.70710678f)]
    [TestCase(10, 0.5f)]
    [TestCase(20, 0.25f)]
    [TestCase(33, 0.10153155f)]
    [TestCase(long.MaxValue, 0f)]
    public void Recency_halves_in_a_half_life(long age, float expected)
    {
        Assert.That(new Decay(10).At(age), Is.EqualTo(expected).Within(1e-7f));
    }

    [TestCase(0.3)]
    [TestCase(1)]
    [TestCase(20)]
    [TestCase(12_345.6)]
    [TestCase(1e15)]
    public void Recency_is_the_power_of_one_half_at_every_age(double halfLife)
    {
        var decay = new Decay(halfLife);
        for (var age = 0L; age < 1_000_000; age += 1 + (age / 50))
            Assert.That(decay.At(age), Is.EqualTo(Math.Pow(0.5, age / halfLife)).Within(1e-5).Percent.Or.EqualTo(Math.Pow(0.5, age / halfLife)).Within(1e-40), $"age {age}");
    }

    // ticks 0, 10, 20 seen from 20: recency 1/4, 1/2, 1; only "cheese door" matches the query
    [TestCase("cheese", new[] { "cheese door", "apple bread", "engine fuel" }, new[] { 2f, 1.25f, 1f })]
    [TestCase("", new[] { "apple bread", "cheese door", "engine fuel" }, new[] { 1.25f, 1f, 1f })]
    public void The_score_is_the_sum_computed_by_hand(string query, string[] texts, float[] scores)
    {
        var stream = ThreeMemories(_halfLife10);

        var recalled = stream.Recall(query, 20, 3);

        Assert.That(recalled.Texts(), Is.EqualTo(texts));
        Assert.That(recalled.Select(r => r.Score), Is.EqualTo(scores));
    }

    [Test]
    public void Each_weight_weighs_its_own_term()
    {
        var nothing = _halfLife10 with { RecencyWeight = 0, ImportanceWeight = 0, RelevanceWeight = 0 };

        Assert.That(ThreeMemories(nothing with { RecencyWeight = 2 }).Recall("cheese", 20, 3).Select(r => r.Score), Is.EqualTo(new[] { 2f, 1f, 0.5f }));
        Assert.That(ThreeMemories(nothing with { ImportanceWeight = 2 }).Recall("cheese", 20, 3).Select(r => r.Score), Is.EqualTo(new[] { 2f, 1f, 0f }));
        Assert.That(ThreeMemories(nothing with { RelevanceWeight = 2 }).Recall("cheese", 20, 3).Select(r => r.Score), Is.EqualTo(new[] { 2f, 0f, 0f }));
    }

    [Test]
    public void The_situation_decides_what_comes_back()
    {
        var stream = Streams.New();
        for (var i = 0; i < 40; i++) stream.See(i, $"the weather of day {i} was grey");
        stream.Add(1 + 39, MemoryKind.Heard, "the well is poisoned", 0.5f, about: "Bo", place: "mill");
        for (var i = 41; i < 80; i++) stream.See(i, $"the weather of day {i} was grey");

        Assert.That(stream.Recall("a stranger drinks from the well", 80, 1).Texts(), Is.EqualTo(new[] { "the well is poisoned" }));
        Assert.That(stream.Recall("you meet Bo", 80, 1).Texts(), Is.EqualTo(new[] { "the well is poisoned" }), "who it was");
        Assert.That(stream.Recall("you stand at the mill", 80, 1).Texts(), Is.EqualTo(new[] { "the well is poisoned" }), "where it was");
        Assert.That(stream.Recall("", 80, 1).Texts(), Is.EqualTo(new[] { "the weather of day 79 was grey" }));
    }

    [Test]
    public void Equal_scores_come_in_the_order_of_ids()
    {
        var stream = Streams.New();
        foreach (var text in new[] { "one", "two", "three", "four" }) stream.See(5, text);

        Assert.That(stream.Recall("", 5, 3).Texts(), Is.EqualTo(new[] { "one", "two", "three" }));
    }

    [Test]
    public void A_sentence_comes_back_once_when_it_was_lived_often()
    {
        var stream = Streams.New();
        stream.See(0, "a comet", importance: 0);
        for (var i = 1; i < 30; i++) stream.See(i, "the square is quiet");
        stream.Add(30, MemoryKind.Heard, "the square is quiet", 0.5f, about: "Bo");

        var recalled = stream.Recall("square", 30, 3);

        Assert.That(recalled.Select(r => (r.Record.Kind, r.Record.Tick)), Is.EqualTo(new[] { (MemoryKind.Observation, 29L), (MemoryKind.Heard, 30L), (MemoryKind.Observation, 0L) }));
    }

    [Test]
    public void The_best_n_are_the_first_n_of_all()
    {
        var stream = Streams.New();
        stream.Live(seed: 3, moments: 400);
        var tick = stream.All.Last().Tick;

        var all = stream.Recall("bata mill Ann", tick, int.MaxValue).ToArray();

        Assert.That(all.Select(r => r.Score), Is.Ordered.Descending);
        for (var n = 0; n < 40; n++) Assert.That(stream.Recall("bata mill Ann", tick, n), Is.EqualTo(all[..n]));
    }

    [Test]
    public void What_does_not_fit_the_budget_makes_room_for_what_does()
    {
        var stream = Streams.New();
        stream.See(1, "bread is dear");
        stream.See(1, "bread is cheap", importance: 0.9f);
        stream.See(1, new string('x', 500), importance: 1);

        // each takes its sentence and a line's end: 14 and 15
        Assert.That(stream.Recall("bread", 1, 3, budgetInCharacters: 29).Texts(), Is.EqualTo(new[] { "bread is cheap", "bread is dear" }));
        Assert.That(stream.Recall("bread", 1, 3, budgetInCharacters: 28).Texts(), Is.EqualTo(new[] { "bread is cheap" }));
        Assert.That(stream.Recall("bread", 1, 3, budgetInCharacters: 0), Is.Empty);
    }

    [Test]
    public void An_empty_stream_recalls_nothing()
    {
        var stream = Streams.New();

        Assert.That(stream.Recall("bread", 0, 10), Is.Empty);
        Assert.That(stream.Recent(10), Is.Empty);
        Assert.That(stream.Novelty("bread"), Is.EqualTo(1));
        Assert.That(stream.ReflectionDue, Is.False);
    }

    [Test]
    public void A_very_long_text_is_remembered_whole_and_found_by_its_last_word()
    {
        var stream = Streams.New();
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"word{i} ")) + "needle";
        stream.See(1, text);
        stream.See(1, "hay");

        Assert.That(stream.Recall("needle", 1, 1).Texts(), Is.EqualTo(new[] { text }));
        Assert.That(stream.Recall(text, 1, 2)[0].Relevance, Is.EqualTo(1));
    }

    [Test]
    public void Nobody_recalls_the_future_or_remembers_backwards()
    {
        var stream = ThreeMemories(_halfLife10);

        Assert.That(() => stream.Recall("cheese", 19, 1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Mia"));
        Assert.That(() => stream.See(19, "late"), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("tick 20"));
    }

    [Test]
    public void A_recall_changes_nothing()
    {
        var stream = ThreeMemories(_halfLife10);
        var before = stream.Bytes();

        var first = stream.Recall("cheese engine", 25, 2);

        Assert.That(stream.Recall("cheese engine", 25, 2), Is.EqualTo(first));
        Assert.That(stream.Bytes(), Is.EqualTo(before));
    }

    [Test]
    public void A_recall_allocates_its_result_and_little_else()
    {
        var stream = Streams.New();
        stream.Live(seed: 5, moments: 600);
        var tick = stream.All.Last().Tick;
        stream.Recall("bata mill Ann", tick, 10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) stream.Recall("bata mill Ann", tick, 10);

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / 100, Is.LessThan(1024));
    }

    private static MemoryStream ThreeMemories(MemorySettings settings)
    {
        var stream = Streams.New(settings);
        stream.See(0, "apple bread", importance: 1);
        stream.See(10, "cheese door", importance: 0.5f);
        stream.See(20, "engine fuel", importance: 0);
        return stream;
    }
}
