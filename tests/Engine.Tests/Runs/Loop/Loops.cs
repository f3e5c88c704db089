using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Tests.Runs.Loop;

/// <summary>Villages with everything around them.</summary>
internal static class Loops
{
    public const int People = 9;
    public const long Ticks = 12;

    public static Treatment Treatment(ulong seed = 7, Arm arm = Arm.Steer)
    {
        var rng = new Rng(seed);
        return new Treatment(Population.Balanced(People, rng), new PersonaSettings(arm), null, rng);
    }

    public static Village Village(Treatment treatment, ulong seed = 7, bool probes = true) => new([.. Enumerable.Range(0, People).Select(GivenNames.At)], new Rng(seed), treatment, probes);

    public static MindMap Rule(int page = 4, LedgerCaps? caps = null)
    {
        var ledger = new Ledger("agents", caps);
        return new MindMap([new RunMind("agents", new RuleMind(ledger), ledger, page)]);
    }

    public static MindMap Nobody() => new([new RunMind("agents", null, new Ledger("agents"), 4)]);

    /// <summary>A loop over a fresh village.</summary>
    public static (TickLoop Loop, Village Village) Over(MemoryRunStore store, MindMap? minds = null, TickPlan? plan = null, Arm arm = Arm.Steer, bool probes = true, ulong seed = 7)
    {
        var treatment = Treatment(seed, arm);
        var village = Village(treatment, seed, probes);
        return (new TickLoop(village, treatment, minds ?? Rule(), store, plan ?? new TickPlan(Ticks) { CheckpointEvery = 5 }), village);
    }

    /// <summary>The hash of a run that nothing disturbed.</summary>
    public static (string Events, string Probes) Undisturbed(TickPlan? plan = null)
    {
        var (loop, _) = Over(new MemoryRunStore(), plan: plan);
        loop.Run();
        return (loop.EventHash, loop.ProbeHash);
    }
}
