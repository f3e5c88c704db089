using NUnit.Framework;
using PersonaSim.Engine.Runs.Planning;

namespace PersonaSim.Engine.Tests.Runs.Loop;

public sealed class RunScoutTests
{
    [Test]
    public void Looking_ahead_counts_what_the_run_will_then_ask()
    {
        var store = new MemoryRunStore();
        Loops.Over(store).Loop.Run();
        var asked = store.AllAnswers.Count();
        var treatment = Loops.Treatment();

        var whole = RunScout.Estimate(Loops.Village(treatment), treatment, new Dictionary<string, int> { ["agents"] = 4 }, Loops.Ticks, Loops.Ticks).Minds.Single();
        var sampled = RunScout.Estimate(Loops.Village(treatment), treatment, new Dictionary<string, int> { ["agents"] = 4 }, Loops.Ticks, 4).Minds.Single();

        Assert.That(whole.Calls, Is.EqualTo(asked).Within(2 * Loops.People), "the probe is counted by its cadence");
        Assert.That(sampled.Calls, Is.EqualTo(asked).Within(20).Percent);
        Assert.That(whole.OwnTokens, Is.GreaterThan(0).And.LessThan(whole.PromptTokens));
    }
}
