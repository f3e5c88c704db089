using PersonaSim.Engine.Measures.Probes;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Reputation.Phases;
using PersonaSim.Engine.Studies.Reputation.Prompts;
using PersonaSim.Engine.Studies.Reputation.Rules;
using PersonaSim.Engine.Studies.Reputation.World;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>
/// People who deal with each other in pairs, think of each other, talk about each other, and choose with whom to deal again. One code path for three
/// scenarios and four arms: an arm without records or gossip is a study in which nobody is asked for them.
/// </summary>
public sealed class ReputationStudy : IStudy, IProbeSubject
{
    private readonly ReputationPrompts _prompts;
    private readonly IGovernor _governor;

    public ReputationStudy(ReputationConfig config, StudyContext context, IGovernor? governor = null)
    {
        World = Founding.Of(config, context.People, context.Rng);
        _governor = governor ?? new NoGovernor();
        _prompts = new ReputationPrompts(context.Prompts, World);
        var society = new ReputationSetting(World, context.Rng, _prompts, new ReputationRules(context.Tempers, context.Rng, World), _governor);
        IPhase[] meeting = config.Scenario switch
        {
            ReputationScenario.Investment => [new ObservePhase(society), new PairPhase(society), new OfferPhase(society), new AcceptPhase(society), new SplitPhase(society)],
            ReputationScenario.SignUp => [new SignPhase(society), new ObservePhase(society), new PairPhase(society), new WillingPhase(society), new ChatPhase(society)],
            _ => [new ObservePhase(society), new PairPhase(society), new ChoosePhase(society)],
        };
        Phases =
        [
            .. meeting, new ReflectPhase(society), new JudgePhase(society), new SettlePhase(society),
            new GossipPhase(society, 1), new HearPhase(society, 1), new GossipPhase(society, 2), new HearPhase(society, 2), new ClosePhase(society),
        ];
    }

    /// <summary>A study with everything that its configuration names.</summary>
    public static ReputationStudy Create(ReputationConfig config, StudyContext context) => new(config, context, SafetyGovernor.Create(config.Safety, context.Prompts));

    public string Name => "reputation";

    public int StateVersion => 1;

    public IReadOnlyList<IPhase> Phases { get; }

    /// <summary>The state, for measures, consoles and tests; only phases change it.</summary>
    public ReputationWorld World { get; }

    public double DoseFactor(string who) => _governor.FactorOf(who);

    public Portrait Portray(string who, long tick) => ReputationPortrait.Of(World, World.Find(who));

    public int SharedBlocks => _prompts.Shared.Count;

    public IReadOnlyList<Block> Blocks(string who, long tick) => [.. _prompts.Shared, _prompts.You(World.Find(who), Parts.Of(World.Config.Scenario)[^1])];

    public IReadOnlyList<SpokenLine> Said(string who, int most) =>
        [.. World.Find(who).Said.TakeLast(most).Select(l => new SpokenLine(l.Tick, l.Text, [.. new[] { who, World.NameOf(l.To), World.NameOf(l.About) }.Distinct(StringComparer.Ordinal)]))];

    public void Save(BinaryWriter writer)
    {
        World.Save(writer);
        _governor.Save(writer);
    }

    public void Load(BinaryReader reader)
    {
        World.Load(reader);
        _governor.Load(reader);
    }
}
