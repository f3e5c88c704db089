using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Moving to a neighbouring place, and resting.</summary>
internal sealed class Going(PlaceMap map) : IDeeds
{
    private const int Late = 6;
    private readonly string[] _labels = [.. map.Places.Select(p => "go to the " + p.Name)];

    public void List(Viewpoint from, List<Deed> into)
    {
        var (world, who) = (from.World, from.Who);
        foreach (var near in world.Map.NeighboursOf(who.Place)) into.Add(new Deed(this, "move", ClassOf(from, near), _labels[near], Extra: near));
        into.Add(new Deed(this, "rest", who.Energy < 55 || from.Slot > Late ? "rest" : "loaf", "rest here"));
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => null;

    public ActionOutcome Perform(Doing doing) => doing.Deed.Action == "rest" ? Rest(doing) : Move(doing);

    private static ActionOutcome Move(Doing doing)
    {
        var (world, who, to) = (doing.World, doing.Who, doing.Deed.Extra);
        var place = world.Map[to];
        if (!world.Map.AreNeighbours(who.Place, to)) return ActionOutcome.Refused($"The {place.Name} is not next to the {world.Map[who.Place].Name}.");
        if (!world.IsOpen(to, doing.From.Slot)) return ActionOutcome.Refused($"The {place.Name} is closed.");
        if (world.IsFull(to)) return ActionOutcome.Refused($"The {place.Name} is full.");
        world.MoveTo(who, to);
        who.Tire(2);
        return new ActionOutcome(true, "", Told: $"You went to the {place.Name}.");
    }

    private static ActionOutcome Rest(Doing doing)
    {
        var (world, who) = (doing.World, doing.Who);
        var atHome = who.Place == who.Home || world.Map[who.Place].Serves("home");
        who.Tire(atHome ? -25 : world.Today == DayEvent.Festival && world.Map[who.Place].Serves("lively") ? -25 : -12);
        return new ActionOutcome(true, "", Told: atHome ? "You rested at home." : $"You rested at the {world.Map[who.Place].Name}.");
    }

    // one class a move, the most telling first; it says where a step leads, never who takes it
    private static string ClassOf(Viewpoint from, int to)
    {
        var (world, who) = (from.World, from.Who);
        var (plan, task) = (from.PlannedPlace, from.TaskPlace);
        if (task >= 0 && task != who.Place && world.Map.StepTowards(who.Place, task) == to) return "to_task";
        if (plan >= 0 && plan != who.Place && world.Map.StepTowards(who.Place, plan) == to) return "to_plan";
        if (who.Visits[to] == 0) return "explore";
        if (to == who.Home) return "go_home";
        if (from.Slot >= Late) return "go_out";
        var most = true;
        var least = true;
        foreach (var near in world.Map.NeighboursOf(who.Place))
        {
            if (near == to) continue;
            most &= who.Visits[to] > who.Visits[near];
            least &= who.Visits[to] < who.Visits[near];
        }

        if (least) return "explore";
        var (here, there) = (world.Here(who.Place).Count - 1, world.Here(to).Count);
        if (there > here + 2) return "seek_company";
        if (there + 2 < here) return "withdraw";
        return most ? "routine" : "wander";
    }
}
