using PersonaSim.Engine.Agents.Memory;
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
public sealed class TownStudy : IStudy
{
    private readonly TownSetting _town;

    public TownStudy(TownConfig config, StudyContext context, ITownEnvironment? environment = null, IGovernor? governor = null, IOrchestrator? orchestrator = null)
    {
        var world = Founding.Of(config, context.People, context.Rng);
        orchestrator ??= new NoOrchestrator();
        _town = new TownSetting(
            world, context.Rng, new TownPrompts(context.Prompts, world, environment, orchestrator), new TownRules(context.Tempers, context.Rng, world),
            new DeedList(world, context.Rng, environment), environment, governor ?? new NoGovernor(), orchestrator);
        Phases = [new DayPhase(_town), new MeetPhase(_town), new TalkPhase(_town), new ActPhase(_town), new ReflectPhase(_town), new StancePhase(_town), new SettlePhase(_town)];
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
