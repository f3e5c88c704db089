namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>The town's calendar: eight ticks are a day.</summary>
public static class TownClock
{
    public const int Slots = 8;

    private static readonly string[] _names = ["dawn", "morning", "late morning", "noon", "afternoon", "late afternoon", "evening", "night"];

    public static int SlotOf(long tick) => (int)(tick % Slots);

    public static long DayOf(long tick) => tick / Slots;

    public static bool EndsDay(long tick) => SlotOf(tick) == Slots - 1;

    public static string NameOf(int slot) => slot >= Slots ? "midnight" : _names[slot];
}
