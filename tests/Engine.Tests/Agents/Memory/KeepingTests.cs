using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class KeepingTests
{
    private static readonly MemorySettings _four = new() { Capacity = 4, ProtectedRecent = 2, HalfLifeTicks = 10 };

    // seen from tick 20, recency + importance: 0.25 + 0.9, 0.25 + 0.2, 0.5 + 0.1; the last two are too new to be dropped
    [Test]
    public void The_least_valuable_by_age_and_importance_is_dropped()
    {
        var stream = Streams.New(_four);
        stream.See(0, "wedding", importance: 0.9f);
        stream.See(0, "rain", importance: 0.2f);
        stream.See(10, "wind", importance: 0.1f);
        stream.See(20, "noise", importance: 0);
        stream.See(20, "dust", importance: 0);

        Assert.That(stream.All.Select(r => r.Text), Is.EqualTo(new[] { "wedding", "wind", "noise", "dust" }));
        Assert.That(stream[1], Is.Null);
        Assert.That(stream[2]!.Text, Is.EqualTo("wind"));
    }

    [Test]
    public void The_oldest_of_equals_is_dropped()
    {
        var stream = Streams.New(_four);
        for (var i = 0; i < 6; i++) stream.See(3, $"moment {i}");

        Assert.That(stream.All.Select(r => r.Id), Is.EqualTo(new[] { 2, 3, 4, 5 }));
    }

    [Test]
    public void A_reflection_outlives_what_it_was_about()
    {
        var stream = Streams.New(_four);
        var seen = stream.See(0, "Bo broke a promise", importance: 0.2f);
        var thought = stream.Reflected(0, ["Bo cannot be trusted"], [seen.Id])[0];
        for (var tick = 1; tick < 500; tick++) stream.See(tick, $"day {tick}", importance: 1);

        Assert.That(stream.Count, Is.EqualTo(4));
        Assert.That(stream[thought.Id], Is.EqualTo(thought));
        Assert.That(stream[seen.Id], Is.Null);
        Assert.That(stream.Evidence(thought.Id), Is.EqualTo(new[] { seen.Id }));
    }

    [Test]
    public void Reflections_leave_half_of_the_room_to_life()
    {
        var stream = Streams.New(new MemorySettings { Capacity = 20, ProtectedRecent = 2 });
        for (var tick = 0; tick < 200; tick++)
        {
            stream.See(tick, $"day {tick}", importance: 1);
            stream.Reflected(tick, [$"thought {tick}"], []);
        }

        Assert.That(stream.All.Count(r => r.Kind == MemoryKind.Observation), Is.GreaterThanOrEqualTo(9));
        Assert.That(stream.All.Where(r => r.Kind == MemoryKind.Reflection).Select(r => r.Tick).TakeLast(10), Is.EqualTo(Enumerable.Range(190, 10)));
    }

    [Test]
    public void Reflections_give_way_when_there_is_nothing_else()
    {
        var stream = Streams.New(_four);
        for (var tick = 0; tick < 9; tick++) stream.Reflected(tick, [$"thought {tick}"], []);

        Assert.That(stream.All.Select(r => r.Tick), Is.EqualTo(new[] { 5, 6, 7, 8 }));
    }

    [Test]
    public void With_room_for_one_the_newest_stays()
    {
        var stream = Streams.New(new MemorySettings { Capacity = 1 });
        stream.See(0, "wedding", importance: 1);
        stream.Reflected(1, ["a good day"], [0]);
        stream.See(2, "rain", importance: 0);

        Assert.That(stream.Recall("wedding", 2, 5).Texts(), Is.EqualTo(new[] { "rain" }));
        Assert.That(stream.Vocabulary, Is.EqualTo(1), "what was dropped left the index");
    }

    [Test]
    public void A_long_life_never_exceeds_the_capacity_and_never_loses_the_newest()
    {
        var stream = Streams.New(new MemorySettings { Capacity = 50, ProtectedRecent = 10 });
        for (var part = 0; part < 100; part++)
        {
            var next = stream.Count == 0 ? 0 : stream.All.Last().Id + 1;
            stream.Live((ulong)part, moments: 20);
            var ids = stream.All.Select(r => r.Id).ToArray();

            Assert.That(ids, Has.Length.LessThanOrEqualTo(50));
            Assert.That(ids, Is.Ordered.And.Unique);
            Assert.That(ids[^10..], Is.EqualTo(Enumerable.Range(ids[^1] - 9, 10)));
            Assert.That(ids[^1], Is.GreaterThan(next));
        }
    }

    [Test]
    public void Settings_that_make_no_sense_are_refused_by_name()
    {
        Assert.That(() => Streams.New(new MemorySettings { Capacity = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Capacity"));
        Assert.That(() => Streams.New(new MemorySettings { HalfLifeTicks = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("HalfLifeTicks"));
        Assert.That(() => Streams.New(new MemorySettings { RelevanceWeight = float.NaN }), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("RelevanceWeight"));
    }
}
