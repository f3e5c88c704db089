using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What the safety governor saw, and which answers are not a mind's own.</summary>
internal static class SafetySection
{
    public static Section Of(RunView run)
    {
        const string lead = "What the governor flagged, how far it turned doses down, and which answers the rule gave because a mind's own could not be used.";
        var blocks = new List<IBlock>();
        var flagged = run.Ask("flagged lines", "select category, severity, policy, count(*) as lines, count(distinct who) as people, min(factor_after) as lowest_dose_factor from safety group by category, severity, policy order by category, severity, policy");
        if (flagged.Rows.Rows.Count == 0) blocks.Add(new Notice("The governor flagged nothing (table safety is empty), and turned no dose down."));
        else
        {
            blocks.Add(new Figure("flagged", "Flagged lines", "", null, [flagged]));
            var factors = run.Ask("doses turned down", "select tick, avg(factor_after) as mean_factor, min(factor_after) as lowest, count(*) as lines from safety group by tick order by tick");
            blocks.Add(new Figure("factors", "How far doses were turned down", "The factor on doses behind each flagged line: 1 nothing taken away.", new LineChart("Dose factors", "Mean and lowest factor on doses at ticks with flagged lines.", [.. new[] { ("mean_factor", "mean"), ("lowest", "lowest") }.Select(n => new LineSeries(n.Item2, [.. Enumerable.Range(0, factors.Rows.Rows.Count).Select(i => new LinePoint(factors.Rows.Number(i, "tick")!.Value, factors.Rows.Number(i, n.Item1)!.Value))]))]) { Span = (0, 1) }, [factors]));
        }

        var sources = run.Ask("who answered", "select mind, source, count(*) as answers, count(*) * 1.0 / (select count(*) from answers) as share from answers group by mind, source order by mind, source");
        if (sources.Rows.Rows.Count > 0) blocks.Add(new Figure("sources", "Who answered", "Fallback: the rule answered with a neutral personality, because a mind's answer was refused. Above 2 % of an arm's answers no verdict on that arm should be believed.", null, [sources]));
        var refused = run.Ask("refusals", "select mind, refusal, count(*) as answers from answers where refusal is not null group by mind, refusal order by answers desc, mind, refusal");
        if (refused.Rows.Rows.Count > 0) blocks.Add(new Figure("refusals", "Why answers were refused", "", null, [refused]));
        return new Section("safety", "Safety and fallbacks", lead, blocks);
    }
}
