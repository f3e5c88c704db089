using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Society.Safety;
using PersonaSim.Engine.Studies.Town.Deeds;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.Orchestration;
using PersonaSim.Engine.Studies.Town.Prompts;
using PersonaSim.Engine.Studies.Town.Rules;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town;

/// <summary>What all phases of a town work with.</summary>
internal sealed record TownSetting(TownWorld World, Rng Rng, TownPrompts Prompts, TownRules Rules, DeedList Deeds, ITownEnvironment? Environment, IGovernor Governor, IOrchestrator Orchestrator)
{
    public TownConfig Config => World.Config;
}
