using System.Globalization;
using NUnit.Framework;
using PersonaSim.Engine.Minds.Shapes;
using PersonaSim.Engine.Studies.Town;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>The common tasks in the town that they are made for.</summary>
public sealed class TownTaskTests
{
    [TestCase("research", 3)]
    [TestCase("research", 6)]
    [TestCase("policy", 3)]
    [TestCase("policy", 6)]
    [TestCase("nav", 3)]
    [TestCase("nav", 6)]
    public void Most_finish_their_task_under_the_rule_mind(string environment, int difficulty)
    {
        using var run = new TownRun(new TownConfig { Environment = environment, Difficulty = difficulty }, people: 32).Run(120);
        var measures = run.Logs.SelectMany(l => l.Measures).ToList();
        TestContext.Out.WriteLine(string.Join(", ", measures.Where(m => m.Name == "finished").Select(m => m.Value.ToString("0.00", CultureInfo.InvariantCulture))));

        Assert.That(measures.Last(m => m.Name == "finished").Value, Is.GreaterThan(0.5));
        Assert.That(measures.Last(m => m.Name == "score").Value, Is.GreaterThan(0.5));
        Assert.That(measures.Any(m => m.Name.StartsWith(environment + ".", StringComparison.Ordinal)), Is.True, "the task's own measures are written");
        Assert.That(() => run.Asked.ForEach(a => ShapeCodec.Write(a.Ask.Shape, a.Answer.Value)), Throws.Nothing);
    }

    [TestCase("research")]
    [TestCase("policy")]
    [TestCase("nav")]
    public void A_task_is_saved_and_loaded_with_the_town(string environment)
    {
        var config = new TownConfig { Environment = environment };
        using var whole = new TownRun(config, people: 16).Run(20);
        var saved = whole.Save();
        using var loaded = new TownRun(config, people: 16).Load(saved, 20).Run(12);

        Assert.That(loaded.Save(), Is.EqualTo(whole.Run(12).Save()));
    }
}
