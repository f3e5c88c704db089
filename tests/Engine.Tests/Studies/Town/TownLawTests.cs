using NUnit.Framework;
using PersonaSim.Engine.Studies.Town;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>Laws of the town that hold for any mind.</summary>
public sealed class TownLawTests
{
    [Test]
    public void Two_runs_of_one_seed_are_equal_and_another_seed_is_not()
    {
        using var one = new TownRun().Run(24, keep: false);
        using var same = new TownRun().Run(24, keep: false);
        using var other = new TownRun(seed: 8).Run(24, keep: false);

        Assert.That(same.Hash, Is.EqualTo(one.Hash));
        Assert.That(other.Hash, Is.Not.EqualTo(one.Hash));
        Assert.That(same.Save(), Is.EqualTo(one.Save()));
    }

    [TestCase(1)]
    [TestCase(8)]
    [TestCase(13)]
    public void A_saved_and_loaded_town_goes_on_as_if_nothing_had_been(int at)
    {
        var config = new TownConfig { ReflectAfter = 2 };
        using var whole = new TownRun(config).Run(at);
        var saved = whole.Save();
        using var loaded = new TownRun(config).Load(saved, at);

        Assert.That(loaded.Save(), Is.EqualTo(saved));
        Assert.That(Texts(loaded.Run(20)), Is.EqualTo(Texts(whole.Run(20)).Skip(whole.Logs.Count - loaded.Logs.Count)));
        Assert.That(loaded.Save(), Is.EqualTo(whole.Save()));
    }

    private static List<string> Texts(TownRun run) => [.. run.Logs.Select(l => l.Chain("", default))];
}
