using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Runs.Stores;
using PersonaSim.Engine.Studies.Reputation;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Native.Randomness;

namespace PersonaSim.Engine.Corpora;

/// <summary>
/// Lets the rules play the shipped studies and writes down what they were asked, as any run would ask it, and what they answered. Each town has
/// other people, another task and another wording of the persona texts.
/// </summary>
internal sealed class StudyRuns(PromptLibrary prompts, HeldOut heldOut, Rng rng)
{
    private const int Ticks = 24; // three days: plans, stances and reflections come up
    private const int Names = 300; // distinct ones to begin at
    private static readonly string[] _environments = ["research", "research", "policy", "nav", "open"];
    private static readonly int[] _populations = [12, 20, 32, 32];

    /// <param name="arm">Prompt: people are described. Steer: they act by their traits, and no text says so. None: nobody has a personality.</param>
    /// <param name="sharpness">How many times as strongly people act by their traits as they have them: with the rule's own chance in every answer a model takes very long to see that there is anything to learn.</param>
    public List<RecordedAsk> Town(long number, Arm arm, out int wording, double sharpness = 1)
    {
        var draws = rng.For("corpus/town", tick: number);
        var seed = draws.NextUInt64();
        var config = new TownConfig { Environment = _environments[draws.NextInt(_environments.Length)], ReflectAfter = 3 };
        var people = People(_populations[draws.NextInt(_populations.Length)], ref draws, sharpness);
        wording = 1 + draws.NextInt(PersonaText.Wordings);
        TownStudy? study = null;
        return Play("town", people, arm, wording, seed, context => study = TownStudy.Create(config, context), ask => ask.Key is { Phase: "act", Round: 0 } ? [.. study!.DeedsOf(ask.Key.Who, ask.Key.Tick).Select(d => (d.Deed.Class, d.Utility))] : [], sharpness);
    }

    /// <summary>The withheld study, of neutral people only.</summary>
    public List<RecordedAsk> Reputation(long number)
    {
        var draws = rng.For("corpus/reputation", tick: number);
        var seed = draws.NextUInt64();
        var scenarios = Enum.GetValues<ReputationScenario>();
        var records = draws.NextInt(4) > 0;
        var config = new ReputationConfig { Scenario = scenarios[draws.NextInt(scenarios.Length)], Reputation = records, Gossip = records && draws.NextInt(4) > 0, ObserveEvery = 2, SignEvery = 3 };
        return Play("reputation", People(12, ref draws, 1), Arm.None, 1, seed, context => ReputationStudy.Create(config, context), _ => [], 1);
    }

    private static Population People(int count, ref CounterRng draws, double sharpness)
    {
        var first = draws.NextInt(Names);
        var people = new Person[count];
        for (var i = 0; i < count; i++) people[i] = new Person(GivenNames.At((first + i) % Names), Latent.Draw(ref draws).Times(sharpness));
        return new Population(people);
    }

    private List<RecordedAsk> Play(string name, Population people, Arm arm, int wording, ulong seed, Func<StudyContext, IStudy> make, Func<Ask, IReadOnlyList<(string Class, double Utility)>> deeds, double sharpness)
    {
        var own = new Rng(seed);
        var treatment = new Treatment(people, new PersonaSettings(arm), new PersonaText(prompts, wording), own);
        var study = make(new StudyContext(people.Names, own, prompts, treatment));
        var asks = new List<RecordedAsk>();
        var ledger = new Ledger(MindMap.Default);
        using var mind = new CollectingMind(ask => deeds(ask).Any(d => heldOut.Deeds.ContainsKey(d.Class)), (ask, value, neutral) =>
            asks.Add(new RecordedAsk(name, ask, value, neutral ? Traits.Neutral : treatment.TraitsOf(ask.Key.Who, ask.Key.Tick).Times(1 / sharpness), neutral) { Deeds = deeds(ask) }));
        using var map = new MindMap([new RunMind(MindMap.Default, mind, ledger, 4096)]);
        using var store = new NoStore();
        new TickLoop(study, treatment, map, store, new TickPlan(Ticks) { CheckpointEvery = long.MaxValue }).Run();
        return asks;
    }
}
