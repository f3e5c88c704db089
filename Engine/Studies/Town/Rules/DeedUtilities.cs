using PersonaSim.Engine.Studies.Town.Deeds;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>What anybody, whatever their personality, finds worth doing: hunger, tiredness, the time of day, ties. In log-odds.</summary>
internal static class DeedUtilities
{
    private const int Evening = 6;

    public static double Of(in Viewpoint from, Deed deed)
    {
        var who = from.Who;
        var evening = from.Slot >= Evening;
        var way = deed.Action == "move" ? Way(from, deed.Extra) : 0;
        return way + deed.Class switch
        {
            "task" => 2.6,
            "task_else" => -2.5,
            "to_task" => 2.2,
            "to_plan" => 1.4,
            "work" => !from.World.IsOpen(who.Place, from.Slot) || evening ? -3 : who.Energy < 25 ? -2 : 2.2 + (from.Planned == Purpose.Work ? 0.8 : 0) + (from.World.Purses[who.Index] < 500 ? 0.6 : 0),
            "rest" => 0.6 + ((55 - who.Energy) / 18.0) + (from.Planned == Purpose.Rest || evening ? 0.8 : 0),
            "loaf" => -0.9,
            "go_home" => (evening ? 1.3 : -0.9) + (who.Energy < 30 ? 1 : 0),
            "go_out" => -0.7,
            "wander" => -0.9,
            "explore" => -0.8 + (from.Planned == Purpose.Explore ? 1.2 : 0),
            "seek_company" => -0.7 + (from.Planned == Purpose.Company ? 1.2 : 0),
            "withdraw" => -1,
            "routine" => -0.5,
            "buy" => Buy(from, deed),
            "study" => -1 - Unaffordable(from, deed),
            "hoard" => -1.2 - Unaffordable(from, deed),
            "sell" => -0.2,
            "offer" => -0.9,
            "accept" => 0.5 + from.World.Ties.TrustOf(who.Index, deed.Target) + (who.Goods[deed.Extra] == 0 ? 0.8 : -0.5),
            "refuse" => 0.4 - from.World.Ties.TrustOf(who.Index, deed.Target),
            "talk" => -0.8 + from.World.Ties.StrengthOf(who.Index, deed.Target, from.Tick) + (from.Planned == Purpose.Company ? 0.8 : 0),
            "gift" => -1.5 + (1.2 * from.World.Ties.StrengthOf(who.Index, deed.Target, from.Tick)) + (from.World.Citizens[deed.Target].HungryDays > 0 ? 1.2 : 0),
            "argue" => -2.6 - (1.5 * from.World.Ties.TrustOf(who.Index, deed.Target)),
            "steal" => -3.4 + (who.HungryDays > 0 ? 1 : 0) + (from.World.Purses[who.Index] < 150 ? 0.7 : 0),
            "vote_yes" => 1.3,
            "vote_no" => 0.5,
            "propose_rule" => from.World.Rules.Open.Count > 0 ? -1.6 : -0.4,
            "report" => 0.2,
            "enforce" => 0.1,
            "join_group" => -0.9,
            "leave_group" => -3.2,
            _ => 0,
        };
    }

    // nobody walks to a closed door; the hungry go to the market, and by day people drift to their work
    private static double Way(in Viewpoint from, int to)
    {
        var (map, who) = (from.World.Map, from.Who);
        if (!from.World.IsOpen(to, from.Slot)) return -2;
        var market = map.WithPurpose("market");
        if (who.Goods[TownTables.Food] == 0 && from.Slot < Evening && who.Place != market && map.StepTowards(who.Place, market) == to) return 2.2;
        return from.Slot < Evening - 1 && who.Place != who.Workplace && map.StepTowards(who.Place, who.Workplace) == to ? 0.5 : 0;
    }

    private static double Buy(in Viewpoint from, Deed deed)
    {
        var need = deed.Extra == TownTables.Food
            ? from.Who.Goods[TownTables.Food] switch { 0 => 3.2, 1 => 2, 2 => 0.8, _ => -0.4 }
            : -1.1;
        return need - Unaffordable(from, deed);
    }

    private static double Unaffordable(in Viewpoint from, Deed deed) => from.World.Purses[from.Who.Index] < from.World.Market.PriceOf(deed.Extra) || from.World.Market.StockOf(deed.Extra) == 0 ? 3 : 0;
}
