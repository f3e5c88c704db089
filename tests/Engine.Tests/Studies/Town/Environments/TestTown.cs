using System.Globalization;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Native.Randomness;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Town.Environments;

/// <summary>A town around an environment: people, places, and everybody doing what it suggests.</summary>
internal sealed class TestTown
{
    public static readonly EnvironmentPlace[] Places =
    [
        new("square", ["lively"]), new("library", ["library", "quiet"]), new("hall", ["hall"]), new("mill", []), new("harbour", ["wild"]),
        new("tavern", ["lively"]), new("grove", ["quiet"]), new("north homes", ["home"]),
    ];

    public TestTown(string name, int difficulty = 3, int people = 5, int rounds = 1, ulong seed = 7)
    {
        People = [.. Enumerable.Range(0, people).Select(i => string.Create(CultureInfo.InvariantCulture, $"Ann {i}"))];
        Rng = new Rng(seed);
        Environment = TownEnvironments.Create(new EnvironmentConfig { Name = name, Difficulty = difficulty, Rounds = rounds }, People, Places, Rng, Prompts);
        At = People.ToDictionary(p => p, _ => "square");
    }

    public static PromptLibrary Prompts { get; } = new(Path.Combine(Repository.Root, "prompts"));

    public IReadOnlyList<string> People { get; }

    public Rng Rng { get; }

    public ITownEnvironment Environment { get; }

    public Dictionary<string, string> At { get; }

    public string First => People[0];

    public bool Finished => People.All(Environment.IsFinished);

    public double MeanScore => People.Average(Environment.Score);

    public ActionOutcome Do(string who, string action, params (string Name, string Value)[] parameters) =>
        Environment.Attempt(who, At[who], action, parameters.ToDictionary(p => p.Name, p => p.Value), 0);

    public ActionOutcome? Do(string who, PlannedAction? planned, long tick)
    {
        if (planned is null) return null;
        if (planned.Action != "move") return Environment.Attempt(who, At[who], planned.Action, planned.Parameters, tick);
        At[who] = planned.Parameters["to"];
        return null;
    }

    /// <summary>One tick: everybody decides on what they see, then all act.</summary>
    public void Follow(long tick)
    {
        var plans = People.Select(p => Environment.Suggest(p, At[p], tick)).ToList();
        for (var i = 0; i < plans.Count; i++) Do(People[i], plans[i], tick);
    }

    /// <summary>Ticks until everybody has finished, or the most allowed.</summary>
    public int FollowToTheEnd(int most)
    {
        for (var tick = 0; tick < most; tick++)
        {
            if (Finished) return tick;
            Follow(tick);
        }

        return most;
    }

    /// <summary>Everybody does anything: any action, any place, choices where there are some and otherwise any of the town's words.</summary>
    public void Wander(long tick)
    {
        string[] words = ["mill", "old mill", "roof", "in which year", "bridge", "Ann 1", "yes", "7", "12", "Monday", "square", "approve", "a garden for all", "built", "something"];
        foreach (var who in People)
        {
            var stream = Rng.For("test.wander", who, tick);
            var action = stream.NextInt(Environment.Actions.Count + 1);
            if (action == Environment.Actions.Count)
            {
                At[who] = Places[stream.NextInt(Places.Length)].Name;
                continue;
            }

            var parameters = new Dictionary<string, string>();
            foreach (var name in Environment.Actions[action].Parameters) parameters[name] = Any(Environment.Choices(who, Environment.Actions[action].Name, name) is { Count: > 0 } given ? given : words, ref stream);
            Environment.Attempt(who, At[who], Environment.Actions[action].Name, parameters, tick);
        }
    }

    public byte[] Saved()
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory)) Environment.Save(writer);
        return memory.ToArray();
    }

    public void Load(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state));
        Environment.Load(reader);
        if (reader.BaseStream.Position != state.Length) throw new InvalidDataException($"Read {reader.BaseStream.Position} of {state.Length} bytes.");
    }

    private static string Any(IReadOnlyList<string> options, ref CounterRng stream) => options[stream.NextInt(options.Count)];
}
