using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Phases;

/// <summary>What happens at midnight: wages and taxes, supper, prices, and what the next day brings.</summary>
internal static class DayEnd
{
    private const int Fasting = 25, Supper = 10, LostInShortage = 50, Ill = 30;

    public static void Of(TownSetting town, long tick, StepLog log)
    {
        var world = town.World;
        PayWages(world, tick);
        Levy(world);
        foreach (var who in world.Citizens) Eat(world, who, tick);
        world.Market.EndDay();
        Remit(world);
        Next(town, tick, log);
    }

    private static void PayWages(TownWorld world, long tick)
    {
        foreach (var who in world.Citizens)
        {
            if (who.Shifts == 0) continue;
            var wage = who.Shifts * who.Job.Wage;
            var net = wage - (wage * world.TaxPercent / 100);
            var toDebt = Math.Min(who.Debt, net);
            net -= toDebt; // stays in the treasury
            if (world.Purses.TryPay(world.Treasury, who.Index, net))
            {
                who.Debt -= toDebt;
                who.Shifts = 0;
                who.Tell($"You were paid {Coins.Of(net)}.");
                world.Remember(who, tick, $"You were paid {Coins.Of(net)} for your work.", EventType.Work);
            }
            else
            {
                world.Counts.Add("wages late");
                world.Befall(who, tick, "The treasury is empty; your wages are late.", EventType.Loss);
            }
        }
    }

    // what is hoarded far beyond need comes back into the town's hands, or the treasury would run dry
    private static void Levy(TownWorld world)
    {
        var free = 2 * world.Config.StartMoney;
        foreach (var who in world.Citizens)
        {
            if (world.Purses[who.Index] > free) world.Purses.PayUpTo(who.Index, world.Treasury, (world.Purses[who.Index] - free) * world.Config.LevyPercent / 100);
        }
    }

    private static void Eat(TownWorld world, Citizen who, long tick)
    {
        var price = world.Market.PriceOf(TownTables.Food);
        if (who.Goods[TownTables.Food] == 0 && world.Purses[who.Index] < price && world.Rules.IsInForce(RuleKind.FeedTheHungry) && world.Purses[world.Treasury] >= price && world.Market.TryTake(TownTables.Food))
        {
            world.Purses.TryPay(world.Treasury, world.Till, price);
            who.Goods[TownTables.Food]++;
            who.Tell("The town gave you food.");
        }

        if (who.Goods[TownTables.Food] > 0)
        {
            who.Goods[TownTables.Food]--;
            who.HungryDays = 0;
            who.Tire(-Supper);
            return;
        }

        who.HungryDays++;
        who.Tire(Fasting);
        world.Counts.Add("hungry");
        world.Befall(who, tick, "You had nothing to eat today.", EventType.Loss);
    }

    // the market keeps a float, the rest is the town's, who pays for what is made
    private static void Remit(TownWorld world)
    {
        var keeps = world.Config.Treasury * world.Citizens.Count / 8;
        var more = world.Purses[world.Till] - keeps;
        if (more > 0) world.Purses.TryPay(world.Till, world.Treasury, more);
    }

    private static void Next(TownSetting town, long tick, StepLog log)
    {
        var world = town.World;
        var day = TownClock.DayOf(tick) + 1;
        world.Today = DayEvents.Of(world.Config.Events, day, town.Rng);
        if (world.Today == DayEvent.None) return;
        log.Event("day_event", "", null, null, ("day", day), ("what", world.Today.ToString()));
        switch (world.Today)
        {
            case DayEvent.Shortage:
                world.Market.Lose(TownTables.Food, LostInShortage);
                break;
            case DayEvent.Caravan:
                for (var good = 0; good < TownTables.Goods.Count; good++) world.Market.Bring(good, 1 + (world.Citizens.Count / 8));
                break;
            case DayEvent.Sickness:
                foreach (var who in world.Citizens)
                {
                    if (town.Rng.For("town/sick", who.Name, day).NextInt(4) != 0) continue;
                    who.Tire(Ill);
                    world.Befall(who, tick, "You fell ill.", EventType.Loss);
                }

                break;
        }
    }
}
