using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>How much happened.</summary>
internal static class OverviewSection
{
    public static Section Of(RunView run)
    {
        var totals = run.Ask("totals", """
            select (select count(*) from answers) as decisions,
                   (select count(*) from messages) as lines_said,
                   (select count(*) from actions) as deeds,
                   (select count(*) from events) as events,
                   (select count(*) from probes) as probe_answers,
                   (select count(*) from answers where source = 'Fallback') as fallbacks
            """);
        var blocks = new List<IBlock>();
        if (run.Unfinished) blocks.Add(new Notice($"Unfinished: {run.TicksDone} of {run.Manifest.Ticks} ticks are complete ({run.Manifest.Status.ToString().ToLowerInvariant()}). Everything below is of what has happened so far; a run that still goes on is read query by query, and later ones may see more of it.", Loud: true));
        string Count(string column) => Markup.Cell((long)totals.Rows.Number(0, column)!.Value);
        blocks.Add(new Tiles([("people", Markup.Cell((long)run.People.Count)), ("ticks", Markup.Cell(run.TicksDone)), ("decisions", Count("decisions")), ("lines said", Count("lines_said")), ("deeds", Count("deeds")), ("probe answers", Count("probe_answers"))]));
        var activity = run.Ask("what happened at each tick", """
            select tick, 'lines said' as what, count(*) as n from messages group by tick
            union all select tick, 'deeds' as what, count(*) as n from actions group by tick
            union all select tick, 'other events' as what, count(*) as n from events where kind <> 'line' group by tick
            order by what, tick
            """);
        if (activity.Rows.Rows.Count > 0)
        {
            var chart = new LineChart("Activity", "How many lines were said, deeds done and other events written at each tick.", Series.By(activity.Rows, "what", "tick", "n")) { YLabel = "at each tick", Span = (0, 0), Wide = true, Aspect = 0.36 };
            blocks.Add(new Figure("activity", "Activity", "", chart, [activity, totals]));
        }
        else
        {
            blocks.Add(new Notice("Nothing has happened yet: the run has no lines, deeds or events."));
        }

        return new Section("overview", "Overview", "", blocks);
    }
}
