using System.CommandLine;
using System.Globalization;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim inspect RUN@TICK AGENT`: what somebody had in mind, and what they were asked, word for word.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> _point = new("run") { Description = "A run, or a tick of it; without a tick the last one.", HelpName = "RUN[@TICK]" };
    private static readonly Argument<string?> _agent = new("agent") { Description = "Whom to look at; without a name everybody is listed.", HelpName = "AGENT", Arity = ArgumentArity.ZeroOrOne };

    private static readonly System.Text.Json.JsonSerializerOptions _line = new(Json.Options) { WriteIndented = false };

    private sealed record Asked(string Key, string Mind, string Source, IReadOnlyList<Block> Prompt, string Answer, string? Refusal, IReadOnlyList<StoredDose> Doses);

    private sealed record Report(string Run, long Tick, string Agent, Portrait Portrait, IReadOnlyList<Asked> Asks);

    public static Command Create()
    {
        var command = new Command("inspect", "Shows somebody at a tick: memories, belongings, ties, doses, and every prompt of that tick word for word.") { _point, _agent, RunOptions.Json };
        HelpWithExamples.Declare(command, "persim inspect town.small-steer-7", "persim inspect town.small-steer-7@42 Marek", "persim inspect town.small-steer-7@42 Clara --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var point = RunPoints.Parse(parsed.GetRequiredValue(_point));
        var output = parsed.InvocationConfiguration.Output;
        var listener = new Listener(point.Tick);
        var (_, parts) = RunPoints.Folded(point, listener, parsed.InvocationConfiguration.Error, cancellation);
        if (parsed.GetValue(_agent) is not { } agent)
        {
            if (parsed.GetValue(RunOptions.Json)) Json.Write(output, parts.People.Names);
            else output.WriteLine($"{point.Folder.Run}@{point.Tick}: {string.Join(", ", parts.People.Names)}");
            return 0;
        }

        agent = RunPeople.Require(parts, point.Folder, agent);
        var report = new Report(point.Folder.Run, point.Tick, agent, parts.Study.Portray(agent, point.Tick), listener.Of(agent));
        if (parsed.GetValue(RunOptions.Json)) Json.Write(output, report);
        else Print(output, report);
        return 0;
    }

    private static void Print(TextWriter output, Report report)
    {
        output.WriteLine($"{report.Agent} in {report.Run} behind tick {report.Tick}");
        foreach (var part in report.Portrait.Parts)
        {
            output.WriteLine();
            output.WriteLine(part.Title);
            foreach (var line in part.Lines) output.WriteLine("  " + PrintableText.Of(line));
        }

        foreach (var asked in report.Asks)
        {
            output.WriteLine();
            output.WriteLine($"asked {asked.Key} (mind {asked.Mind}, answered by {asked.Source.ToLowerInvariant()}{(asked.Refusal is { } r ? $", refused: {PrintableText.Of(r)}" : "")})");
            foreach (var block in asked.Prompt) output.WriteLine($"  [{block.Role}: {block.Name}]{Environment.NewLine}    {string.Join(Environment.NewLine + "    ", block.Text.TrimEnd('\n').Split('\n').Select(PrintableText.Of))}");
            if (asked.Doses.Count > 0) output.WriteLine("  doses " + string.Join(", ", asked.Doses.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Direction} {d.Applied:+0.00;-0.00}{(d.Applied != d.Intended ? $" (intended {d.Intended:+0.00;-0.00})" : "")}"))));
            output.WriteLine("  -> " + PrintableText.Of(asked.Answer));
        }
    }

    /// <summary>Keeps what was asked in one tick.</summary>
    private sealed class Listener(long tick) : IRunWatcher
    {
        private readonly List<(string Who, Asked Asked)> _heard = [];

        public IReadOnlyList<Asked> Of(string who) => [.. _heard.Where(h => h.Who == who).Select(h => h.Asked)];

        public void Heard(StepId id, Ask ask, StoredAnswer answer)
        {
            if (id.Tick != tick) return;
            var given = answer.Recorded.Answer;
            _heard.Add((ask.Key.Who, new Asked(ask.Key.ToString(), answer.Mind, given.Source.ToString(), ask.Blocks, System.Text.Json.JsonSerializer.Serialize(given.Value, _line), given.Refusal, answer.Doses)));
        }
    }
}
