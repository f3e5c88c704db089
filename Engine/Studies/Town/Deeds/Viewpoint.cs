using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Somebody in their place at a tick, and the few others there whom they have in view.</summary>
/// <param name="Advice">What would bring the common task forward.</param>
public readonly record struct Viewpoint(TownWorld World, Citizen Who, long Tick, IReadOnlyList<int> Company, PlannedAction? Advice, ITownEnvironment? Environment)
{
    public int Slot => TownClock.SlotOf(Tick);

    public Place Place => World.Map[Who.Place];

    /// <summary>What the plan of the day says for now.</summary>
    public Purpose? Planned => Who.Plan?.Current(Slot) is { } intention ? Purposes.Of(intention.What) : null;

    /// <summary>Where the plan leads, or -1.</summary>
    public int PlannedPlace => Planned switch
    {
        Purpose.Work => Who.Workplace,
        Purpose.Shop => World.Map.WithPurpose("market"),
        Purpose.Rest => Who.Home,
        Purpose.Civic => World.Map.WithPurpose("hall"),
        Purpose.Task => TaskPlace,
        _ => -1,
    };

    /// <summary>Where the common task leads, or -1.</summary>
    public int TaskPlace => Advice is { Action: "move" } move ? PlaceIn(move) : -1;

    private int PlaceIn(PlannedAction move)
    {
        foreach (var (_, value) in move.Parameters)
        {
            var place = World.Map.Find(value);
            if (place >= 0) return place;
        }

        return -1;
    }
}
