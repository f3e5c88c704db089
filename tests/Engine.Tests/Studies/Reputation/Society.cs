using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Reputation.World;
using PersonaSim.Engine.Tests.Runs.Loop;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Reputation;

/// <summary>A society that lives by its rules, and everything it wrote.</summary>
internal sealed class Society
{
    public Society(ReputationConfig? config = null, int people = 20, ulong seed = 7, Arm arm = Arm.None, MemoryRunStore? store = null, MindMap? minds = null, long ticks = 40, IRunWatcher? watcher = null)
    {
        Config = config ?? new ReputationConfig();
        Store = store ?? new MemoryRunStore();
        var rng = new Rng(seed);
        var population = Population.Balanced(people, rng);
        var treatment = new Treatment(population, new PersonaSettings(arm), null, rng);
        Study = new ReputationStudy(Config, new StudyContext(population.Names, rng, new PromptLibrary(Path.Combine(Repository.Root, "prompts")), treatment));
        Loop = new TickLoop(Study, treatment, minds ?? Loops.Rule(page: 4096), Store, new TickPlan(ticks) { CheckpointEvery = 5 }, watcher);
    }

    public ReputationConfig Config { get; }

    public MemoryRunStore Store { get; }

    public ReputationStudy Study { get; }

    public TickLoop Loop { get; }

    public ReputationWorld World => Study.World;

    public IEnumerable<(CommittedStep Step, StepLog Log)> Steps => Store.Steps;

    public static ReputationConfig Arms(ReputationScenario scenario, bool reputation, bool gossip) => new() { Scenario = scenario, Reputation = reputation, Gossip = gossip };

    public Society Run()
    {
        Loop.Run();
        return this;
    }

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream)) Study.Save(writer);
        return stream.ToArray();
    }

    /// <summary>A measure by step, or its mean.</summary>
    public IReadOnlyList<double> Measures(string name, string group = "") => [.. Steps.SelectMany(s => s.Log.Measures).Where(m => m.Name == name && m.Group == group).Select(m => m.Value)];

    public double Mean(string name, string group = "") => Measures(name, group).DefaultIfEmpty(0).Average();

    public double Last(string name, string group = "") => Measures(name, group) is { Count: > 0 } all ? all[^1] : 0;

    public IEnumerable<(long Tick, Engine.Runs.Rows.EventRow Row)> Events(string kind) => Steps.SelectMany(s => s.Log.Events.Where(e => e.Kind == kind).Select(e => (s.Step.Id.Tick, e)));
}
