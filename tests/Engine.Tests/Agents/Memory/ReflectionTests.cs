using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class ReflectionTests
{
    private static readonly MemorySettings _atTwo = new() { ReflectionThreshold = 2 };

    [Test]
    public void A_reflection_is_due_when_enough_has_happened()
    {
        var stream = Streams.New(_atTwo);
        for (var i = 0; i < 3; i++) stream.See(i, $"quarrel {i}", importance: 0.5f);

        Assert.That((stream.ImportanceSinceReflection, stream.ReflectionDue), Is.EqualTo((1.5, false)));

        stream.Add(3, MemoryKind.Overheard, "a lie", 0.5f, about: "Bo");

        Assert.That((stream.ImportanceSinceReflection, stream.ReflectionDue), Is.EqualTo((2.0, true)));
    }

    [Test]
    public void Own_plans_and_thoughts_do_not_call_for_thought()
    {
        var stream = Streams.New(_atTwo);
        for (var i = 0; i < 9; i++)
        {
            stream.Add(i, MemoryKind.Plan, $"plan {i}", 1);
            stream.Reflected(i, [$"thought {i}"], []);
        }

        Assert.That(stream.ImportanceSinceReflection, Is.Zero);
    }

    [Test]
    public void Having_reflected_one_begins_anew_and_remembers_what_one_thought()
    {
        var stream = Streams.New(_atTwo);
        for (var i = 0; i < 4; i++) stream.See(i, $"Bo was late, time {i}", importance: 0.5f);

        var thoughts = stream.Reflected(4, ["Bo is unreliable", "Lend nothing to Bo"], [1, 3]);

        Assert.That((stream.ImportanceSinceReflection, stream.ReflectionDue), Is.EqualTo((0.0, false)));
        Assert.That(thoughts.Select(t => (t.Id, t.Kind, t.Importance)), Is.EqualTo(new[] { (4, MemoryKind.Reflection, 0.9f), (5, MemoryKind.Reflection, 0.9f) }));
        Assert.That(stream.Evidence(5), Is.EqualTo(new[] { 1, 3 }));
        Assert.That(stream.Evidence(0), Is.Empty);
    }

    [Test]
    public void A_reflection_is_recalled_like_anything_else()
    {
        var stream = Streams.New(_atTwo);
        stream.Reflected(0, ["Lending to Bo ends badly"], []);
        for (var i = 0; i < 20; i++) stream.See(i, $"day {i}");

        Assert.That(stream.Recall("Bo asks for a loan", 20, 1).Texts(), Is.EqualTo(new[] { "Lending to Bo ends badly" }));
    }

    [Test]
    public void Evidence_that_never_was_is_refused()
    {
        var stream = Streams.New(_atTwo);
        stream.See(0, "rain");

        Assert.That(() => stream.Reflected(1, ["a thought"], [1]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(stream.Count, Is.EqualTo(1));
    }
}
