using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Town;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.Orchestration;
using PersonaSim.Engine.Studies.Town.World;
using PersonaSim.Testing;

namespace PersonaSim.Engine.Tests.Studies.Town;

/// <summary>A town and a loop that is just enough for it.</summary>
internal sealed class TownRun : IDisposable
{
    private readonly IMind _mind;

    public TownRun(TownConfig? config = null, int people = 12, ulong seed = 7, ITempers? tempers = null, ITownEnvironment? environment = null, IGovernor? governor = null, IOrchestrator? orchestrator = null, IMind? mind = null)
    {
        var rng = new Rng(seed);
        var context = new StudyContext([.. Enumerable.Range(0, people).Select(GivenNames.At)], rng, new PromptLibrary(Path.Combine(Repository.Root, "prompts")), tempers ?? new Tempers());
        // parts given to the test take the place of those that the configuration names
        Study = environment is null && governor is null && orchestrator is null ? TownStudy.Create(config ?? new TownConfig(), context) : new TownStudy(config ?? new TownConfig(), context, environment, governor, orchestrator);
        _mind = mind ?? new RuleMind();
    }

    public TownStudy Study { get; }

    public TownWorld World => Study.World;

    /// <summary>The next tick.</summary>
    public long Tick { get; set; }

    /// <summary>The event hash so far.</summary>
    public string Hash { get; private set; } = "";

    public List<StepLog> Logs { get; } = [];

    public List<Answered> Asked { get; } = [];

    public TownRun Run(int ticks, bool keep = true)
    {
        for (var end = Tick + ticks; Tick < end; Tick++)
        {
            for (var phase = 0; phase < Study.Phases.Count; phase++) Step(Study.Phases[phase], phase, keep);
        }

        return this;
    }

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream)) Study.Save(writer);
        return stream.ToArray();
    }

    /// <summary>Goes on from a saved state.</summary>
    public TownRun Load(byte[] state, long tick)
    {
        using var reader = new BinaryReader(new MemoryStream(state));
        Study.Load(reader);
        if (reader.BaseStream.Position != state.Length) throw new InvalidOperationException("The state was not read to its end.");
        Tick = tick;
        return this;
    }

    public void Dispose() => _mind.Dispose();

    private void Step(IPhase phase, int index, bool keep)
    {
        for (var round = 0; ; round++)
        {
            var moment = new Moment(Tick, round);
            var asks = phase.Ask(moment).Select(q => q.Ask).ToList();
            if (asks.Count == 0 && round > 0) return;
            var answers = asks.Count == 0 ? [] : _mind.Answer(new AskPage(asks, phase.Rule));
            var answered = asks.Zip(answers, (ask, answer) => new Answered(ask, answer)).ToList();
            var log = new StepLog();
            phase.Apply(moment, answered, log);
            Hash = log.Chain(Hash, new StepId(Tick, index, round));
            if (keep)
            {
                Logs.Add(log);
                Asked.AddRange(answered);
            }

            if (asks.Count == 0) return;
        }
    }
}
