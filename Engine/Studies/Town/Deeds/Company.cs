using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>What one does to those who are there: seek, give, quarrel; and groups.</summary>
internal sealed class Company(TownWorld town) : IDeeds
{
    private readonly string?[] _talks = new string?[town.Citizens.Count], _quarrels = new string?[town.Citizens.Count]; // labels by person, made once
    private const long SmallGift = 50, Rich = 1000;

    public void List(Viewpoint from, List<Deed> into)
    {
        var (world, who) = (from.World, from.Who);
        for (var i = 0; i < from.Company.Count && i < 2; i++) into.Add(new Deed(this, "talk", "talk", _talks[from.Company[i]] ??= "seek a talk with " + world.NameOf(from.Company[i]), from.Company[i]));
        if (from.Company.Count > 0)
        {
            var near = from.Company[0];
            if (GiftOf(world, who) is { } gift) into.Add(new Deed(this, "gift", "gift", $"give {world.NameOf(near)} {gift.Words}", near, gift.Good));
            into.Add(new Deed(this, "argue", "argue", _quarrels[from.Company[^1]] ??= "quarrel with " + world.NameOf(from.Company[^1]), from.Company[^1]));
        }

        if (who.Group >= 0) into.Add(new Deed(this, "leave_group", "leave_group", $"leave the {world.Groups[who.Group].Name}", Extra: who.Group));
        else if (Invites(from) is var group and >= 0) into.Add(new Deed(this, "join_group", "join_group", $"join the {world.Groups[group].Name}", Extra: group));
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => null;

    public ActionOutcome Perform(Doing doing) => doing.Deed.Action switch
    {
        "talk" => Seek(doing),
        "gift" => Give(doing),
        "argue" => Quarrel(doing),
        "join_group" => Join(doing),
        _ => Leave(doing),
    };

    private static ActionOutcome Seek(Doing doing)
    {
        if (!doing.TargetIsHere) return ActionOutcome.Refused($"{doing.Target.Name} had left.");
        doing.Who.Wish = doing.Target.Index;
        return new ActionOutcome(true, "", Told: $"You looked for a talk with {doing.Target.Name}.");
    }

    private static ActionOutcome Give(Doing doing)
    {
        var (world, who, target, good) = (doing.World, doing.Who, doing.Target, doing.Deed.Extra);
        if (!doing.TargetIsHere) return ActionOutcome.Refused($"{target.Name} had left.");
        var what = good < 0 ? Coins.Of(SmallGift) : TownTables.Goods[good].Name;
        if (good < 0)
        {
            if (!world.Purses.TryPay(who.Index, target.Index, SmallGift)) return ActionOutcome.Refused("You have no money left to give.");
        }
        else
        {
            if (who.Goods[good] == 0) return ActionOutcome.Refused($"You have no {what} any more.");
            who.Goods[good]--;
            target.Goods[good]++;
        }

        world.Ties.Touch(target.Index, who.Index, doing.Tick, 0.2, 0.2);
        world.Ties.Touch(who.Index, target.Index, doing.Tick, 0.12, 0.05);
        world.Befall(target, doing.Tick, $"{who.Name} gave you {what}.", EventType.Gift, who.Name);
        world.Witness(who, doing.Tick, $"{who.Name} gave {target.Name} {what}.", EventType.Routine, target.Index, most: 2);
        return new ActionOutcome(true, "", Told: $"You gave {target.Name} {what}.");
    }

    private static ActionOutcome Quarrel(Doing doing)
    {
        var (world, who, target) = (doing.World, doing.Who, doing.Target);
        if (!doing.TargetIsHere) return ActionOutcome.Refused($"{target.Name} had left.");
        world.Ties.Touch(target.Index, who.Index, doing.Tick, -0.15, -0.25);
        world.Ties.Touch(who.Index, target.Index, doing.Tick, -0.15, -0.15);
        who.Tire(3);
        target.Tire(3);
        world.Befall(target, doing.Tick, $"{who.Name} quarrelled with you in front of others.", EventType.Conflict, who.Name);
        world.Witness(who, doing.Tick, $"{who.Name} quarrelled with {target.Name}.", EventType.Gossip, target.Index);
        if (world.Rules.IsInForce(RuleKind.NoQuarrels))
        {
            var breach = world.Rules.Record(RuleKind.NoQuarrels, who.Index, target.Index, doing.Tick);
            Breaches.Learn(target, breach);
        }

        return new ActionOutcome(true, "", Told: $"You quarrelled with {target.Name}.");
    }

    private static ActionOutcome Join(Doing doing)
    {
        var (world, who) = (doing.World, doing.Who);
        if (who.Group >= 0) return ActionOutcome.Refused("You belong to a group already.");
        var group = world.Groups[doing.Deed.Extra];
        who.Group = doing.Deed.Extra;
        group.Members.Insert(~group.Members.BinarySearch(who.Index), who.Index);
        return new ActionOutcome(true, "", $"joined the {group.Name}", $"You joined the {group.Name}.");
    }

    private static ActionOutcome Leave(Doing doing)
    {
        var group = doing.World.Groups[doing.Deed.Extra];
        doing.Who.Group = -1;
        group.Members.Remove(doing.Who.Index);
        return new ActionOutcome(true, "", null, $"You left the {group.Name}.");
    }

    // the group of somebody who is there, or the one that meets here
    private static int Invites(Viewpoint from)
    {
        foreach (var other in from.Company)
        {
            if (from.World.Citizens[other].Group is var group and >= 0) return group;
        }

        for (var i = 0; i < from.World.Groups.Count; i++)
        {
            if (from.World.Groups[i].Place == from.Who.Place) return i;
        }

        return -1;
    }

    private static (string Words, int Good)? GiftOf(TownWorld world, Citizen who)
    {
        if (who.Goods[TownTables.Food] > 1) return ("some food", TownTables.Food);
        for (var good = who.Goods.Length - 1; good > 0; good--)
        {
            if (who.Goods[good] > 1) return (TownTables.Goods[good].Name, good);
        }

        return world.Purses[who.Index] >= Rich ? (Coins.Of(SmallGift), -1) : null;
    }
}
