using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>What befalls the town on a day: from the seed alone, so that all arms of a comparison have the same weather.</summary>
public static class DayEvents
{
    private static readonly DayEvent[] _kinds = [DayEvent.Storm, DayEvent.Festival, DayEvent.Shortage, DayEvent.Caravan, DayEvent.Sickness];

    public static DayEvent Of(EventRichness richness, long day, Rng rng)
    {
        if (richness == EventRichness.None) return DayEvent.None;
        var draws = rng.For("town/day", tick: day);
        var chance = richness == EventRichness.Rich ? 0.75 : 0.25;
        return draws.NextDouble() < chance ? _kinds[draws.NextInt(_kinds.Length)] : DayEvent.None;
    }

    public static string WordsOf(DayEvent today) => today switch
    {
        DayEvent.Storm => "A storm: farm, harbour and grove are closed.",
        DayEvent.Festival => "A festival: music in the square, and market and tavern are open all day.",
        DayEvent.Shortage => "A cart of grain was lost, and the market has little food.",
        DayEvent.Caravan => "A caravan has come and brought goods to the market.",
        DayEvent.Sickness => "Many are ill today.",
        _ => "",
    };
}
