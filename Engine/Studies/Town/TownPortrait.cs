using System.Globalization;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Engine.Studies.Town;

/// <summary>Somebody in town as lines to read.</summary>
internal static class TownPortrait
{
    public static Portrait Of(TownPerson one) => new(one.Name,
    [
        new("life",
        [
            $"{one.Role}, {one.Job} at the {one.Workplace}, lives at the {one.Home}, is at the {one.Place}",
            Text($"money {one.Money / 100.0:0.00}, owes {one.Debt / 100.0:0.00}; energy {one.Energy}, hungry for {one.HungryDays} days; group {one.Group ?? "none"}"),
            "owns " + (one.Goods.Any(g => g.Count > 0) ? string.Join(", ", one.Goods.Where(g => g.Count > 0).Select(g => $"{g.Count} {g.Name}")) : "nothing"),
        ]),
        new("goals", one.Goals),
        new("plan", one.Plan.Length > 0 ? one.Plan.Split('\n') : ["none"]),
        new("news", one.News.Count > 0 ? one.News : ["none"]),
        new("opinions", [.. one.Opinions.Select(o => $"{o.Topic}: {o.Stance} of 5")]),
        new("ties", [.. one.Ties.OrderByDescending(t => t.Strength).ThenBy(t => t.Other, StringComparer.Ordinal).Select(t => Text($"{t.Other}: strength {t.Strength:0.00}, trust {t.Trust:0.00}, met {t.Meetings} times"))]),
        new("memories", [.. one.Memories.Select(m => Text($"tick {m.Tick}, importance {m.Importance:0.00}: {m.Text}"))]),
    ]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
