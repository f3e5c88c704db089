using System.Diagnostics;
using NUnit.Framework;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Tests.Runs.Loop;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>
/// What the rule mind's society costs in processor time, collector included: a shared machine's clock says more about its other users. Without the
/// store's writing, which `persim bench run --config reputation` shows.
/// </summary>
[Category("Full")]
public sealed class SpeedTests
{
    [TestCase(20, 100, 1)]
    [TestCase(1000, 100, 30)]
    public void A_hundred_steps_take_less_than(int people, int steps, double seconds)
    {
        foreach (var scenario in Enum.GetValues<ReputationScenario>())
        {
            Run(scenario, 20, 100); // compiled before it is timed
            var (took, loop) = Run(scenario, people, steps);

            TestContext.Out.WriteLine($"{scenario}: {people} x {steps} in {took:0.00} s of processor, {loop.Timings.Answers} decisions; study {loop.Timings.Study.TotalSeconds:0.00}, minds {loop.Timings.Minds.TotalSeconds:0.00}, treatment {loop.Timings.Treatment.TotalSeconds:0.00}");
            Assert.That(took, Is.LessThan(seconds));
        }
    }

    private static (double Seconds, TickLoop Loop) Run(ReputationScenario scenario, int people, int steps)
    {
        var rng = new Rng(7);
        var population = Population.Balanced(people, rng);
        var treatment = new Treatment(population, new PersonaSettings(Arm.None), null, rng);
        var study = new ReputationStudy(new ReputationConfig { Scenario = scenario }, new StudyContext(population.Names, rng, new PromptLibrary(Path.Combine(Repository.Root, "prompts")), treatment));
        var loop = new TickLoop(study, treatment, Loops.Rule(page: 4096), new NoStore(), new TickPlan(steps));
        using var self = Process.GetCurrentProcess();
        var start = self.TotalProcessorTime;
        loop.Run();
        self.Refresh();
        return ((self.TotalProcessorTime - start).TotalSeconds, loop);
    }
}
