using PersonaSim.Engine.Agents.Memory;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Deeds;

/// <summary>Who knows of a breach, and what it costs.</summary>
internal static class Breaches
{
    private const int MostKnown = 6;
    private const long PaidBack = 100;

    public static void Learn(Citizen who, Breach breach)
    {
        if (who.Knows.Contains(breach.Id)) return;
        if (who.Knows.Count == MostKnown) who.Knows.RemoveAt(0);
        who.Knows.Add(breach.Id);
    }

    /// <summary>The newest breach that somebody knows of and that is still open, or null.</summary>
    public static Breach? OpenTo(TownWorld world, Citizen who)
    {
        for (var i = who.Knows.Count - 1; i >= 0; i--)
        {
            if (world.Rules.Find(who.Knows[i]) is { Settled: false } breach && breach.Offender != who.Index) return breach;
        }

        return null;
    }

    public static string WordsOf(TownWorld world, Breach breach) => breach.Kind == RuleKind.NoTheft ? $"{world.NameOf(breach.Offender)}'s theft" : $"{world.NameOf(breach.Offender)}'s quarrel";

    /// <summary>The offender pays the fine, now or from the next wages, and gives back what was taken.</summary>
    public static void Sanction(TownWorld world, Breach breach, string by, long tick, StepLog log)
    {
        var offender = world.Citizens[breach.Offender];
        breach.Settled = true;
        if (breach.Kind == RuleKind.NoTheft && breach.Victim >= 0) world.Purses.PayUpTo(offender.Index, breach.Victim, PaidBack);
        var paid = world.Purses.PayUpTo(offender.Index, world.Treasury, world.Config.Fine);
        offender.Debt += world.Config.Fine - paid;
        world.Counts.Add("sanctions");
        world.Befall(offender, tick, $"You were fined {Coins.Of(world.Config.Fine)} for {(breach.Kind == RuleKind.NoTheft ? "stealing" : "quarrelling")}.", EventType.Conflict);
        log.Event("sanction", offender.Name, world.NameOf(breach.Victim), world.PlaceOf(offender).Name, ("rule", RuleKinds.WordOf(breach.Kind)), ("by", by), ("fine", world.Config.Fine), ("paid", paid), ("breach", breach.Id));
    }
}
