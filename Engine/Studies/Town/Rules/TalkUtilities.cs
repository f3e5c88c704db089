using PersonaSim.Engine.Studies.Town.World;

namespace PersonaSim.Engine.Studies.Town.Rules;

/// <summary>What anybody finds worth saying now. In log-odds.</summary>
internal static class TalkUtilities
{
    public static double Of(TownWorld world, Encounter encounter, int speaker, string act)
    {
        var last = encounter.Lines.Count > 0 ? encounter.Lines[^1].Act : "";
        var other = encounter.People[0] == speaker ? encounter.People[1] : encounter.People[0];
        return act switch
        {
            TalkActs.News => 0.4,
            TalkActs.Ask => last.Length == 0 ? 0.3 : -0.2,
            TalkActs.Joke => -0.4,
            TalkActs.Comfort => last == TalkActs.Worry ? 1.4 : -1.2,
            TalkActs.Agree => last.Length == 0 ? -2.5 : 0.5 + (0.5 * world.Ties.TrustOf(speaker, other)),
            TalkActs.Disagree => last.Length == 0 ? -2.5 : last == TalkActs.View ? 0.3 : -0.6,
            TalkActs.Worry => -0.8 + (world.Citizens[speaker].HungryDays > 0 ? 0.8 : 0),
            TalkActs.Gossip => -0.7,
            TalkActs.View => encounter.Topic < 0 ? -6 : world.Citizens[speaker].Advocates.Contains(encounter.Topic) ? 1.6 : Math.Abs(world.Opinions.StanceOf(speaker, encounter.Topic) - 3) - 1.2,
            TalkActs.Plan => -0.4,
            _ => 0,
        };
    }
}
