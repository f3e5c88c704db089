using NUnit.Framework;
using PersonaSim.Engine.Agents.Memory;
using MemoryStream = PersonaSim.Engine.Agents.Memory.MemoryStream;

namespace PersonaSim.Engine.Tests.Agents.Memory;

public sealed class AblationTests
{
    [Test]
    public void Only_the_newest_come_back_when_the_mode_is_recent()
    {
        var stream = Lived(MemoryMode.Recent);

        Assert.That(stream.Recall("well", 9, 2).Texts(), Is.EqualTo(new[] { "day 9", "day 8" }));
        Assert.That(stream.Recall("well", 9, 5, budgetInCharacters: 12).Texts(), Is.EqualTo(new[] { "day 9", "day 8" }));
        Assert.That(stream.Recall("well", 9, 100), Has.Count.EqualTo(10));
    }

    [Test]
    public void Nothing_comes_back_when_the_mode_is_none()
    {
        var stream = Lived(MemoryMode.None);

        Assert.That(stream.Recall("well", 9, 5), Is.Empty);
        Assert.That(stream.Recent(5), Is.Empty);
        Assert.That(stream.ReflectionDue, Is.False);
        Assert.That(stream.All.Count(), Is.EqualTo(10), "it is still stored, so that an inspector sees what was withheld");
    }

    [Test]
    public void The_modes_store_the_same()
    {
        var saved = Enum.GetValues<MemoryMode>().Select(mode => Lived(mode).Bytes()).ToArray();

        Assert.That(saved[1], Is.EqualTo(saved[0]));
        Assert.That(saved[2], Is.EqualTo(saved[0]));
    }

    private static MemoryStream Lived(MemoryMode mode)
    {
        var stream = Streams.New(new MemorySettings { Mode = mode, ReflectionThreshold = 1 });
        stream.See(0, "the well is poisoned", importance: 1);
        for (var day = 1; day < 10; day++) stream.See(day, $"day {day}", importance: 0);
        return stream;
    }
}
