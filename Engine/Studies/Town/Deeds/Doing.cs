using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>An action whose turn has come.</summary>
/// <param name="Words">By name; empty for actions that need none.</param>
public sealed record Doing(Viewpoint From, Deed Deed, IReadOnlyDictionary<string, string> Words, Rng Rng, StepLog Log)
{
    public TownWorld World => From.World;

    public Citizen Who => From.Who;

    public long Tick => From.Tick;

    public Citizen Target => World.Citizens[Deed.Target];

    /// <summary>The target may have gone before this action's turn came.</summary>
    public bool TargetIsHere => Target.Place == Who.Place;
}
