using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Buying and selling: at the market for its price, with a person for a price that the other accepts or refuses.</summary>
internal sealed class Trading : IDeeds
{
    private const int Plenty = 4, OfferLasts = 6, MarketPaysPercent = 80;

    public void List(Viewpoint from, List<Deed> into)
    {
        var (world, who) = (from.World, from.Who);
        if (from.Place.Serves("market"))
        {
            for (var good = 0; good < TownTables.Goods.Count; good++)
            {
                if (good != TownTables.Food && who.Goods[good] > 0) continue;
                into.Add(new Deed(this, "trade", good == TownTables.Books ? "study" : good == TownTables.Food && who.Goods[good] >= Plenty ? "hoard" : "buy", $"buy {TownTables.Goods[good].Name} for {Coins.Of(world.Market.PriceOf(good))}", Extra: good));
            }

            if (Spare(who) is var spare and >= 0) into.Add(new Deed(this, "trade", "sell", $"sell {TownTables.Goods[spare].Name} for {Coins.Of(MarketPays(world, spare))}", Extra: spare));
        }
        else if (from.Company.Count > 0 && Spare(who) is var spare and >= 0)
        {
            var to = from.Company[^1];
            if (world.Citizens[to].Offer is null) into.Add(new Deed(this, "trade", "offer", $"offer {world.NameOf(to)} {TownTables.Goods[spare].Name} for {Coins.Of(Asked(world, spare))}", to, spare));
        }

        if (who.Offer is { } offer && from.Tick - offer.Tick <= OfferLasts)
        {
            var what = $"{world.NameOf(offer.From)}'s offer of {TownTables.Goods[offer.Good].Name} for {Coins.Of(offer.Price)}";
            into.Add(new Deed(this, "trade", "accept", "accept " + what, offer.From, offer.Good));
            into.Add(new Deed(this, "refuse", "refuse", "refuse " + what, offer.From, offer.Good));
        }
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => null;

    public ActionOutcome Perform(Doing doing) => doing.Deed.Class switch
    {
        "sell" => Sell(doing),
        "offer" => Offer(doing),
        "accept" => Accept(doing),
        "refuse" => Refuse(doing),
        _ => Buy(doing),
    };

    private static ActionOutcome Buy(Doing doing)
    {
        var (world, who, good) = (doing.World, doing.Who, doing.Deed.Extra);
        var (name, price) = (TownTables.Goods[good].Name, world.Market.PriceOf(good));
        if (!world.Map[who.Place].Serves("market")) return ActionOutcome.Refused("You are not at the market any more.");
        if (world.Purses[who.Index] < price)
        {
            world.Market.Miss(good);
            return ActionOutcome.Refused($"You cannot pay {Coins.Of(price)} for {name}.");
        }

        if (!world.Market.TryTake(good)) return ActionOutcome.Refused($"The market has no {name} left.");
        world.Purses.TryPay(who.Index, world.Till, price);
        who.Goods[good]++;
        world.Counts.Add("sold " + name);
        return new ActionOutcome(true, "", Told: $"You bought {name} for {Coins.Of(price)}.");
    }

    private static ActionOutcome Sell(Doing doing)
    {
        var (world, who, good) = (doing.World, doing.Who, doing.Deed.Extra);
        var price = MarketPays(world, good);
        if (who.Goods[good] == 0) return ActionOutcome.Refused($"You have no {TownTables.Goods[good].Name} any more.");
        if (!world.Purses.TryPay(world.Till, who.Index, price)) return ActionOutcome.Refused("The market has no money to buy anything.");
        who.Goods[good]--;
        world.Market.Bring(good, 1);
        return new ActionOutcome(true, "", Told: $"You sold {TownTables.Goods[good].Name} for {Coins.Of(price)}.");
    }

    private static ActionOutcome Offer(Doing doing)
    {
        var (world, who, target, good) = (doing.World, doing.Who, doing.Target, doing.Deed.Extra);
        if (!doing.TargetIsHere) return ActionOutcome.Refused($"{target.Name} had left.");
        if (who.Goods[good] == 0) return ActionOutcome.Refused($"You have no {TownTables.Goods[good].Name} any more.");
        if (target.Offer is not null) return ActionOutcome.Refused($"{target.Name} has another offer to answer first.");
        target.Offer = new Offer(who.Index, good, Asked(world, good), doing.Tick);
        var text = $"{who.Name} offered you {TownTables.Goods[good].Name} for {Coins.Of(target.Offer.Price)}.";
        world.Befall(target, doing.Tick, text, EventType.Deal, who.Name);
        return new ActionOutcome(true, "", Told: $"You offered {target.Name} {TownTables.Goods[good].Name} for {Coins.Of(target.Offer.Price)}.");
    }

    private static ActionOutcome Accept(Doing doing)
    {
        var (world, who, seller) = (doing.World, doing.Who, doing.Target);
        if (who.Offer is not { } offer) return ActionOutcome.Refused("There is no offer any more.");
        var name = TownTables.Goods[offer.Good].Name;
        who.Offer = null;
        if (seller.Goods[offer.Good] == 0) return ActionOutcome.Refused($"{seller.Name} has no {name} any more.");
        if (!world.Purses.TryPay(who.Index, seller.Index, offer.Price)) return ActionOutcome.Refused($"You cannot pay {Coins.Of(offer.Price)}.");
        seller.Goods[offer.Good]--;
        who.Goods[offer.Good]++;
        world.Ties.Touch(who.Index, seller.Index, doing.Tick, 0.05, 0.05);
        world.Ties.Touch(seller.Index, who.Index, doing.Tick, 0.05, 0.08);
        world.Befall(seller, doing.Tick, $"{who.Name} accepted your offer and paid {Coins.Of(offer.Price)} for {name}.", EventType.Deal, who.Name);
        return new ActionOutcome(true, "", Told: $"You bought {name} from {seller.Name} for {Coins.Of(offer.Price)}.");
    }

    private static ActionOutcome Refuse(Doing doing)
    {
        var (world, who, seller) = (doing.World, doing.Who, doing.Target);
        if (who.Offer is not { } offer) return ActionOutcome.Refused("There is no offer any more.");
        who.Offer = null;
        world.Ties.Touch(seller.Index, who.Index, doing.Tick, -0.05, -0.05);
        world.Befall(seller, doing.Tick, $"{who.Name} refused your offer of {TownTables.Goods[offer.Good].Name}.", EventType.Deal, who.Name);
        return new ActionOutcome(true, "", Told: $"You refused {seller.Name}'s offer.");
    }

    // what somebody has more of than they need, or -1
    private static int Spare(Citizen who)
    {
        if (who.Goods[TownTables.Food] > 2) return TownTables.Food;
        for (var good = 1; good < who.Goods.Length; good++)
        {
            if (who.Goods[good] > 1) return good;
        }

        return -1;
    }

    private static long MarketPays(TownWorld world, int good) => world.Market.PriceOf(good) * MarketPaysPercent / 100;

    private static long Asked(TownWorld world, int good) => world.Market.PriceOf(good) * 9 / 10;
}
