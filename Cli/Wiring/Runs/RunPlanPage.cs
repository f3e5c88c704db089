using System.CommandLine;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Planning;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>`persim run --plan`: what a run will take, from its first days lived through with rules.</summary>
internal static class RunPlanPage
{
    private const long SampleTicks = 24; // three days of a town

    private sealed record Line(string Mind, string Kind, long Calls, long PromptTokens, long ComputedTokens, long AnswerTokens, double? Minutes, decimal? Cost, string Speed);

    private sealed record Plan(string Study, int Population, long Ticks, long SampledTicks, IReadOnlyList<Line> Minds);

    public static int Show(ParseResult parsed, BoundConfig bound, RunRequest request, RunPoint? from, CancellationToken cancellation)
    {
        var config = bound.As<RunConfig>();
        var ticks = config.Ticks - (from is null ? 0 : from.Tick + 1);
        if (ticks < 1) throw new InputException($"{from!.Folder.Run}@{from.Tick} has lived {from.Tick + 1} ticks, and the run ends after {config.Ticks}: nothing is left to plan. Give it more (--ticks N).");
        var parts = RunParts.Make(bound, prompts: request.Prompts);
        var listed = RunMinds.Listed(config).ToDictionary(m => m.Key, m => m.Value);
        var pages = listed.ToDictionary(m => m.Key, m => RunMinds.PageOf(m.Value, request.Mock));
        var (estimates, secondsPerCall) = RunScout.Estimate(parts.Study, parts.Treatment, pages, ticks, SampleTicks);
        var lines = estimates.Select(e => Of(e, listed[e.Mind], config, request, secondsPerCall, parsed.InvocationConfiguration.Error, cancellation)).ToList();
        var plan = new Plan(config.Study, config.Population, ticks, Math.Min(SampleTicks, ticks), lines);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(RunOptions.Json))
        {
            Json.Write(output, plan);
            return 0;
        }

        var table = new TextTable().Add("mind").Add("kind").Add("calls").Add("prompt tokens").Add("of them own").Add("answer tokens").Add("minutes").Add("cost");
        foreach (var l in lines) table.Row(l.Mind, l.Kind, l.Calls.ToString("N0"), l.PromptTokens.ToString("N0"), l.ComputedTokens.ToString("N0"), l.AnswerTokens.ToString("N0"), l.Minutes is { } m ? m.ToString("0.0") : "?", l.Cost is { } c ? c.ToString("0.00##") : "-");
        table.Write(output);
        output.WriteLine($"{plan.Population} agents, {plan.Ticks} ticks{(from is null ? "" : $" behind {from.Folder.Run}@{from.Tick}")}; counted over the first {plan.SampledTicks} ticks lived with the study's rules, probes by their cadence, four characters to a token. Nothing was started.");
        foreach (var l in lines.Where(l => l.Speed.Length > 0)) output.WriteLine($"{l.Mind}: {l.Speed}");
        return 0;
    }

    private static Line Of(RunEstimate e, MindConfig mind, RunConfig config, RunRequest request, double secondsPerCall, TextWriter error, CancellationToken cancellation)
    {
        if (request.Mock || mind.Kind == MindKind.Rule) return new Line(e.Mind, "rule", e.Calls, 0, 0, 0, e.Calls * secondsPerCall / 60, null, "");
        if (mind.Kind == MindKind.Remote)
        {
            decimal? cost = mind.Prices is { } p ? ((e.PromptTokens * p.Input) + (e.AnswerTokens * p.Output)) / 1_000_000 : null;
            return new Line(e.Mind, "remote", e.Calls, e.PromptTokens, e.PromptTokens, e.AnswerTokens, null, cost, "how long it takes is the endpoint's to say" + (cost is null ? $"; give prices (minds.{e.Mind}.prices) for the cost." : "."));
        }

        if (e.Calls == 0) return new Line(e.Mind, "llama", 0, 0, 0, 0, 0, null, "");
        var speed = RunSpeed.Measure(config, request, e, error, cancellation);
        return new Line(e.Mind, "llama", e.Calls, e.PromptTokens, e.OwnTokens, e.AnswerTokens, speed.Minutes, null, speed.Words);
    }
}
