using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Measures.Probes;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>What every run is configured with, whatever its study.</summary>
public sealed record RunConfig
{
    [Doc("The study that is run; a section of the same name holds its own keys."), Example("town")]
    public required string Study { get; init; }

    [Doc("Everything random in the run follows from this number; equal seeds give paired arms: the same people and the same encounters.")]
    public ulong Seed { get; init; } = 1;

    [Doc("How many agents there are."), Range(2, 20_000), Unit("agents")]
    public int Population { get; init; } = 32;

    [Doc("How long the run lasts."), Range(1, 1_000_000), Unit("ticks")]
    public long Ticks { get; init; } = 200;

    [Doc("What answers the agents' asks, by name; asks that name no mind go to the one called agents."), Example("{ agents: { kind: llama, model: models/persim-nano.gguf } }")]
    public IReadOnlyDictionary<string, MindConfig> Minds { get; init; } = new Dictionary<string, MindConfig>();

    [Doc("Who the agents are, and how their personality reaches the model.")]
    public PersonaConfig Persona { get; init; } = new();

    [Doc("What is measured beside the world, and how often; nothing in the world depends on it.")]
    public ProbeConfig Probes { get; init; } = new();

    [Doc("The PostgreSQL connection of a store that several people share; without it the run keeps a SQLite file in its own folder."), Example("postgres://lab@db/runs")]
    public string? Store { get; init; }

    [Doc("Where the run's folder is made.")]
    public OutputConfig Output { get; init; } = new();

    [Doc("What `persim compare` declares beforehand; a run itself takes no notice of it.")]
    public CompareConfig? Compare { get; init; }

    [Doc("What is kept beside the answers.")]
    public RecordConfig Record { get; init; } = new();
}
