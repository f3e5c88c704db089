using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Town.Deeds;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.Orchestration;
using PersonaSim.Engine.Studies.Town.Phases;
using PersonaSim.Engine.Studies.Town.Prompts;
using PersonaSim.Engine.Studies.Town.Rules;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town;

/// <summary>
/// A town in which people live, work, talk and vote, and may have a common task. Personalities reach it only through the answers it gets; the
/// tempers of its context go to its rules and nowhere else.
/// </summary>
public sealed class TownStudy : IStudy, IProbeSubject, IOpinionTopics
{
    private readonly TownSetting _town;
    private readonly IReadOnlyList<string> _names;

    public TownStudy(TownConfig config, StudyContext context, ITownEnvironment? environment = null, IGovernor? governor = null, IOrchestrator? orchestrator = null)
    {
        var world = Founding.Of(config, context.People, context.Rng);
        _names = context.People;
        orchestrator ??= new NoOrchestrator();
        _town = new TownSetting(
            world, context.Rng, new TownPrompts(context.Prompts, world, environment, orchestrator), new TownRules(context.Tempers, context.Rng, world, environment),
            new DeedList(world, context.Rng, environment), environment, governor ?? new NoGovernor(), orchestrator);
        IReadOnlyList<IPhase> remember = config.Embeddings.Length > 0 ? [new RememberPhase(_town)] : [];
        Phases = [.. remember, new DayPhase(_town), new MeetPhase(_town), new TalkPhase(_town), new ActPhase(_town), new ReflectPhase(_town), new StancePhase(_town), new SettlePhase(_town)];
    }

    /// <summary>A town with everything that its configuration names: the common task, the governor, the orchestrator.</summary>
    public static TownStudy Create(TownConfig config, StudyContext context)
    {
        var places = PlaceMap.Town().Places.Select(p => new EnvironmentPlace(p.Name, p.Purposes)).ToList();
        var task = TownEnvironments.Create(new EnvironmentConfig { Name = config.Environment, Difficulty = config.Difficulty }, context.People, places, context.Rng, context.Prompts);
        var roles = config.Roles.Count > 0 ? config.Roles : TownTables.RolesOf(config.Environment);
        return new TownStudy(
            config, context, task is OpenEnvironment ? null : task, SafetyGovernor.Create(config.Safety, context.Prompts),
            Orchestrator.Create(config.Orchestration, context.Prompts, context.People, roles));
    }

    public string Name => "town";

    public int StateVersion => 1;

    public IReadOnlyList<IPhase> Phases { get; }

    /// <summary>The state, for measures, consoles and tests; only phases change it.</summary>
    public TownWorld World => _town.World;

    public double DoseFactor(string who) => _town.Governor.FactorOf(who);

    /// <summary>Who is where, place by place.</summary>
    public IReadOnlyList<(string Place, IReadOnlyList<string> People)> Positions() =>
        [.. World.Map.Places.Select((p, i) => (p.Name, (IReadOnlyList<string>)[.. World.Here(i).Select(World.NameOf)]))];

    public TownPerson Inspect(string who, long tick)
    {
        var (world, one) = (World, World.Find(who));
        return new TownPerson(
            one.Name, one.Role, one.Job.Name, world.Map[one.Workplace].Name, world.Map[one.Home].Name, world.Map[one.Place].Name, world.Purses[one.Index], one.Debt, one.Energy, one.HungryDays,
            one.Goals, [.. TownTables.Goods.Select((g, i) => (g.Name, one.Goods[i]))], one.Plan?.ToPrompt(TownClock.SlotOf(tick), TownClock.NameOf) ?? "", [.. one.News], one.Group < 0 ? null : world.Groups[one.Group].Name,
            [.. one.Memory.All.Select(m => (m.Tick, Retelling.Of(m, one.Name), m.Importance))],
            [.. world.Ties.Of(one.Index).Select(t => (world.NameOf(t.Other), world.Ties.Faded(t, tick), t.Trust, t.Meetings))],
            [.. world.Config.Topics.Select((t, i) => (t.Name, world.Opinions.StanceOf(one.Index, i)))]);
    }

    /// <summary>What somebody may try now, in the order of the options, and what anybody finds it worth: for those who sort or judge answers.</summary>
    internal IReadOnlyList<(Deed Deed, double Utility)> DeedsOf(string who, long tick)
    {
        var from = _town.Deeds.From(World.Find(who), tick);
        return [.. _town.Deeds.Of(from).Select(d => (d, DeedUtilities.Of(from, d)))];
    }

    public int SharedBlocks => _town.Prompts.SharedCount;

    public IReadOnlyList<(string Topic, string Statement)> Topics => [.. World.Config.Topics.Select(t => (t.Name, t.Claim))];

    public IReadOnlyList<Block> Blocks(string who, long tick)
    {
        var (prompts, one) = (_town.Prompts, World.Find(who));
        var blocks = new List<Block>(prompts.Shared(tick)) { prompts.You(one, tick) };
        if (prompts.Memories(one, tick, prompts.Situation(one, [])) is { } memories) blocks.Add(memories);
        blocks.Add(prompts.Now(one, tick));
        return blocks;
    }

    /// <summary>From memory, which forgets; anybody's name may occur in a line.</summary>
    public IReadOnlyList<SpokenLine> Said(string who, int most) =>
        [.. World.Find(who).Memory.All.Where(m => m.Kind == MemoryKind.Said).TakeLast(most).Select(m => new SpokenLine(m.Tick, m.Text, _names))];

    public Portrait Portray(string who, long tick) => TownPortrait.Of(Inspect(who, tick));

    public void Save(BinaryWriter writer)
    {
        World.Save(writer);
        _town.Environment?.Save(writer);
        _town.Governor.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        World.Load(reader);
        _town.Environment?.Load(reader);
        _town.Governor.Load(reader);
    }
}
