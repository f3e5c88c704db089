using System.Text.Json;
using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Prompts that were sent twice, and plans that somebody else, or oneself the day before, made as well.</summary>
internal static class RepetitionFigure
{
    // an ask's parts end with shape, mode, doses, scope and seed, nine bytes each; what stands before them are the prompt's blocks
    public const string Prompts = """
        select tick, count(*) as prompts, count(distinct substr(ask_parts, 1, length(ask_parts) - 45)) as different
        from answers where phase_name not like 'probe/%' group by tick order by tick
        """;

    public const string Plans = "select tick, who, data from events where kind = 'plan' order by tick, who";

    private static readonly string[] _parts = ["morning", "afternoon", "evening"];
    private static readonly string[] _drawn = ["prompt_duplication", "plan_reuse", "own_plan_again"];

    /// <summary>Null where nobody was asked anything.</summary>
    public static Figure? Of(RunView run)
    {
        var (prompts, plans) = (run.Ask("prompts at each tick", Prompts), run.Ask("plans", Plans));
        if (prompts.Rows.Rows.Count == 0) return null;
        var table = Shares(prompts.Rows, plans.Rows);
        var lines = _drawn.Select(name => new LineSeries(name.Replace('_', ' '), [.. Enumerable.Range(0, table.Rows.Count).Where(i => table.Number(i, name) is not null).Select(i => new LinePoint(table.Number(i, "tick")!.Value, table.Number(i, name)!.Value))])).Where(l => l.Points.Count > 0).ToList();
        return new Figure("repetition", "Repetition", "Prompt duplication: of the prompts of a tick, those that were sent before in it. Plan reuse: of the plans made at a tick, those that somebody else made as well. The own plan again: plans that are their maker's one before.", new LineChart("Repetition", "Shares of prompts and plans that are not new.", lines) { Span = (0, 1) },
            [new Evidence("repetition", table, Formula: "prompt duplication and plan reuse = sum over different ones of (count - 1) / all = 1 - different / all, of a tick; a prompt is its blocks without shape, doses and seed, a plan its morning, afternoon and evening. own plan again: plans equal to the same person's one before / people who had one before."), prompts, .. plans.Rows.Rows.Count > 0 ? new[] { plans } : []]);
    }

    public static DataTable Shares(DataTable prompts, DataTable plans)
    {
        var (made, before) = (new SortedDictionary<long, List<(string Who, string Plan)>>(), new Dictionary<string, string>(StringComparer.Ordinal));
        for (var i = 0; i < plans.Rows.Count; i++)
        {
            var tick = (long)plans.Number(i, "tick")!.Value;
            if (!made.TryGetValue(tick, out var own)) made[tick] = own = [];
            own.Add((plans.Text(i, "who"), Plan(plans.Text(i, "data"))));
        }

        var rows = new List<IReadOnlyList<object?>>();
        for (var i = 0; i < prompts.Rows.Count; i++)
        {
            var (tick, all, different) = ((long)prompts.Number(i, "tick")!.Value, (long)prompts.Number(i, "prompts")!.Value, (long)prompts.Number(i, "different")!.Value);
            var today = made.GetValueOrDefault(tick) ?? [];
            var again = Repetition.Again(today.Select(p => before.TryGetValue(p.Who, out var known) ? new[] { known, p.Plan } : [p.Plan]));
            foreach (var (who, plan) in today) before[who] = plan;
            rows.Add([tick, all, Repetition.Share(all, different), today.Count == 0 ? null : (long)today.Count, Repetition.Share(today.Select(p => p.Plan)), again]);
        }

        return new DataTable(["tick", "prompts", "prompt_duplication", "plans", "plan_reuse", "own_plan_again"], rows);
    }

    private static string Plan(string data)
    {
        using var plan = JsonDocument.Parse(data);
        return string.Join('\n', _parts.Select(p => plan.RootElement.TryGetProperty(p, out var what) ? what.ToString() : ""));
    }
}
