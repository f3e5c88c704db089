using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Studies.Town.Environments;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Taking what is another's; some of those present may notice.</summary>
internal sealed class Stealing(TownWorld town) : IDeeds
{
    private readonly string?[] _labels = new string?[town.Citizens.Count]; // by person, made once
    private const long MostCoins = 200;
    private const int MostWitnesses = 6;

    public void List(Viewpoint from, List<Deed> into)
    {
        if (from.Company.Count > 0) into.Add(new Deed(this, "steal", "steal", _labels[from.Company[^1]] ??= "steal from " + from.World.NameOf(from.Company[^1]), from.Company[^1]));
    }

    public WordsNeeded? Needs(Viewpoint from, Deed deed) => null;

    public ActionOutcome Perform(Doing doing)
    {
        var (world, thief, victim) = (doing.World, doing.Who, doing.Target);
        if (!doing.TargetIsHere) return ActionOutcome.Refused($"{victim.Name} had left.");
        var draws = doing.Rng.For("town/theft", thief.Name, doing.Tick);
        var what = Take(world, thief, victim, draws.NextInt(2) == 0);
        if (what is null) return ActionOutcome.Refused($"{victim.Name} has nothing to take.");
        world.Counts.Add("thefts");
        var victimSaw = draws.NextDouble() < 2 * world.Config.Noticed;
        var here = world.Here(thief.Place);
        var start = draws.NextInt(here.Count);
        Breach? breach = null;
        for (var (i, seen) = (0, 0); i < here.Count && seen < MostWitnesses; i++)
        {
            var other = world.Citizens[here[(start + i) % here.Count]];
            if (other == thief || other == victim) continue;
            seen++;
            if (draws.NextDouble() >= world.Config.Noticed) continue;
            Breaches.Learn(other, breach ??= world.Rules.Record(RuleKind.NoTheft, thief.Index, victim.Index, doing.Tick));
            world.Befall(other, doing.Tick, $"You saw {thief.Name} steal {what} from {victim.Name}.", EventType.Conflict, thief.Name);
            world.Ties.Touch(other.Index, thief.Index, doing.Tick, -0.1, -0.4);
        }

        if (victimSaw)
        {
            Breaches.Learn(victim, breach ?? world.Rules.Record(RuleKind.NoTheft, thief.Index, victim.Index, doing.Tick));
            world.Befall(victim, doing.Tick, $"{thief.Name} stole {what} from you, and you saw it.", EventType.Loss, thief.Name);
            world.Ties.Touch(victim.Index, thief.Index, doing.Tick, -0.2, -0.6);
        }
        else
        {
            world.Befall(victim, doing.Tick, $"You miss {what}; somebody took it.", EventType.Loss);
        }

        return new ActionOutcome(true, "", Told: $"You took {what} from {victim.Name}.");
    }

    private static string? Take(TownWorld world, Citizen thief, Citizen victim, bool coinsFirst)
    {
        if (coinsFirst && world.Purses[victim.Index] > 0) return Coins.Of(world.Purses.PayUpTo(victim.Index, thief.Index, MostCoins));
        for (var good = 0; good < victim.Goods.Length; good++)
        {
            if (victim.Goods[good] == 0) continue;
            victim.Goods[good]--;
            thief.Goods[good]++;
            return TownTables.Goods[good].Name;
        }

        return world.Purses[victim.Index] > 0 ? Coins.Of(world.Purses.PayUpTo(victim.Index, thief.Index, MostCoins)) : null;
    }
}
