using System.CommandLine;
using PersonaSim.Cli.Benches;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;

namespace PersonaSim.Cli.Commands;

/// <summary>`persim bench run`: what a society costs beside its minds, by age and by size.</summary>
internal static class BenchRunCommand
{
    private const int Window = 40;
    private const int WarmAgents = 20, WarmTicks = 20; // compiling is the program's start and no tick's cost
    private static readonly Option<string> _config = new("--config") { Description = "The study's configuration.", HelpName = "CONFIG", DefaultValueFactory = _ => "town.large" };
    private static readonly Option<int> _agents = Whole.Option("--agents", "Agents of the long run.", 300);
    private static readonly Option<int> _ticks = Whole.Option("--ticks", "Ticks of the long run.", 500, least: 2 * Window);
    private static readonly Option<NumberList> _sizes = Whole.List("--sizes", "Populations of the short runs", 2, 20_000, 100, 300, 1000, 3000);
    private static readonly Option<int> _sizeTicks = Whole.Option("--size-ticks", "Ticks of each short run.", 40, least: 20);
    private static readonly Option<bool> _noStore = new("--no-store") { Description = "Keep nothing: the society's own cost, without writing." };
    private static readonly Option<bool> _json = Shared.Json();

    private sealed record Report(string Config, RunBench.Result Long, IReadOnlyList<RunBench.Result> Sizes, double LastToFirst, double LargestToSmallest);

    public static Command Create()
    {
        var command = new Command("run", "A society lived with rules and stored: seconds, memory, cost of an agent's tick early and late, in small towns and large ones.") { _config, _agents, _ticks, _sizes, _sizeTicks, _noStore, _json };
        HelpWithExamples.Declare(command, "persim bench run", "persim bench run --agents 100 --ticks 200 --sizes 50,500 --json");
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var config = RunConfigs.Find(parsed.GetRequiredValue(_config));
        var (agents, ticks, sizeTicks) = (parsed.GetValue(_agents), parsed.GetValue(_ticks), parsed.GetValue(_sizeTicks));
        var sizes = parsed.GetRequiredValue(_sizes).Values.Order().ToList();
        var error = parsed.InvocationConfiguration.Error;
        using var line = new ProgressLine(error, "bench run", WarmTicks + ticks + (sizeTicks * (long)sizes.Count));
        var first = (From: Math.Min(10L, ticks / 4), To: Math.Min(10L, ticks / 4) + Window);
        RunBench.Run(config, Math.Min(agents, WarmAgents), WarmTicks, !parsed.GetValue(_noStore), [(0, WarmTicks)], line, cancellation);
        var whole = RunBench.Run(config, agents, ticks, !parsed.GetValue(_noStore), [first, (ticks - Window, ticks)], line, cancellation);
        var bySize = sizes.Select(s => RunBench.Run(config, s, sizeTicks, !parsed.GetValue(_noStore), [(10, sizeTicks)], line, cancellation)).ToList();
        line.Dispose();
        var report = new Report(config, whole, bySize, whole.Costs[1].Microseconds.Median / whole.Costs[0].Microseconds.Median, bySize[^1].Costs[0].Microseconds.Median / bySize[0].Costs[0].Microseconds.Median);
        if (parsed.GetValue(_json)) Json.Write(parsed.InvocationConfiguration.Output, report);
        else Print(parsed.InvocationConfiguration.Output, report, parsed.GetValue(_noStore));
        return 0;
    }

    private static void Print(TextWriter output, Report report, bool noStore)
    {
        var table = new TextTable().Add("agents").Add("ticks").Add("us per agent-tick").Add("commit us", drop: 1).Add("processor us", drop: 2).Add("seconds").Add("collector s", drop: 4).Add("peak MB", drop: 5).Add("store MB", drop: 3);
        foreach (var result in new[] { report.Long }.Concat(report.Sizes))
        {
            foreach (var cost in result.Costs) table.Row(result.Agents.ToString("N0"), $"{cost.FromTick} to {cost.ToTick}", cost.Microseconds.Show("N1"), cost.CommitMicroseconds.Show("N1"), cost.ProcessorMicroseconds.Show("N1"), result.Seconds.ToString("0.0"), result.CollectorSeconds.ToString("0.0"), result.PeakMegabytes.ToString("N0"), result.StoreMegabytes.ToString("N0"));
        }

        table.Write(output);
        output.WriteLine($"{Path.GetFileNameWithoutExtension(report.Config)}, rule mind, {(noStore ? "not stored" : "stored in SQLite")}, one thread: {report.Long.Agents} agents x {report.Long.Ticks} ticks in {report.Long.Seconds:0.0} s ({report.Long.CommitSeconds:0.0} s of them commits, {report.Long.CheckpointSeconds:0.0} s checkpoints), {report.Long.Decisions:N0} decisions; late ticks cost {report.LastToFirst:0.00} of early ones, an agent of the largest town {report.LargestToSmallest:0.00} of one of the smallest. {WarmTicks} ticks of {Math.Min(report.Long.Agents, WarmAgents)} agents before, in which the program is compiled, are not counted. Median (minimum to maximum) over ticks; the peak of memory is the process's, so later rows cannot show less.");
    }
}
