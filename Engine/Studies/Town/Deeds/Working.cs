using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Work for a wage, at one's own workplace.</summary>
internal sealed class Working : IDeeds
{
    private const int Tiring = 9, TooTired = 15, Closed = 7;
    private readonly SortedDictionary<string, string> _labels = new(StringComparer.Ordinal); // by task, of which there are few

    public void List(Viewpoint from, List<Deed> into)
    {
        if (from.Who.Place == from.Who.Workplace) into.Add(new Deed(this, "work", "work", Label(from.Who.Job.Task)));
    }

    private string Label(string task) => _labels.TryGetValue(task, out var label) ? label : _labels[task] = "work on " + task;

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => null;

    public ActionOutcome Perform(Doing doing)
    {
        var (world, who) = (doing.World, doing.Who);
        if (!world.IsOpen(who.Place, doing.From.Slot)) return ActionOutcome.Refused($"There is no work at the {world.Map[who.Place].Name} now; it is closed.");
        if (doing.From.Slot >= Closed) return ActionOutcome.Refused("It is too late to work.");
        if (who.Energy < TooTired) return ActionOutcome.Refused("You are too tired to work.");
        var output = who.Job.Output;
        if (who.Job.Good >= 0)
        {
            // a tool of one's own helps, and wears out one time in twenty
            if (who.Goods[TownTables.Tools] > 0 && output > 1)
            {
                output++;
                if (doing.Rng.For("town/wear", who.Name, doing.Tick).NextInt(20) == 0)
                {
                    who.Goods[TownTables.Tools]--;
                    who.Tell("Your tool broke.");
                }
            }

            world.Market.Bring(who.Job.Good, output);
            world.Counts.Add("made " + TownTables.Goods[who.Job.Good].Name, output);
        }

        who.Shifts++;
        who.Tire(Tiring);
        return new ActionOutcome(true, "", Told: $"You worked on {who.Job.Task} at the {world.Map[who.Place].Name}.");
    }
}
