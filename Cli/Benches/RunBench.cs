using System.Diagnostics;
using PersonaSim.Cli.Wiring;
using PersonaSim.Cli.Wiring.Runs;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Cli.Benches;

/// <summary>A study lived through with its rules, into a store of its own, tick by tick against the clock.</summary>
internal sealed class RunBench : IRunWatcher
{
    private readonly List<(double Work, double Commit)> _ticks = [];
    private double _work;
    private double _commit;

    /// <summary>Microseconds for one agent and one tick, writing apart.</summary>
    public sealed record Cost(long FromTick, long ToTick, Spread Microseconds, Spread CommitMicroseconds);

    public sealed record Result(int Agents, long Ticks, double Seconds, double CommitSeconds, double CheckpointSeconds, long Decisions, double PeakMegabytes, double StoreMegabytes, IReadOnlyList<Cost> Costs, string EventHash);

    public static Result Run(string config, int agents, long ticks, IReadOnlyList<(long From, long To)> windows, ProgressLine line, CancellationToken cancellation)
    {
        var bound = Studies.Catalog.Bind(ConfigFile.Load(config, [], [new("--agents", "population", agents.ToString()), new("--ticks", "ticks", ticks.ToString())]));
        var folder = Path.Combine(Path.GetTempPath(), $"persim-bench-{Environment.ProcessId}-{agents}");
        Directory.CreateDirectory(folder);
        try
        {
            using var store = SqliteRunStore.Create(folder);
            using var minds = RunMinds.Make(bound.As<RunConfig>(), new RunRequest(Mock: true), store, null, TextWriter.Null, cancellation);
            var parts = RunParts.Make(bound);
            var bench = new RunBench();
            var loop = new TickLoop(parts.Study, parts.Treatment, minds.Map, store, new TickPlan(ticks) { CheckpointEvery = parts.Config.Record.CheckpointEvery }, new Both(bench, line));
            var start = Stopwatch.GetTimestamp();
            loop.Run(cancellation);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            store.Dispose();
            var size = Directory.EnumerateFiles(folder).Sum(f => new FileInfo(f).Length) / 1e6;
            using var self = Process.GetCurrentProcess();
            return new Result(agents, ticks, seconds, loop.Timings.Commit.TotalSeconds, loop.Timings.Checkpoint.TotalSeconds, loop.Timings.Answers, self.PeakWorkingSet64 / 1e6, size, [.. windows.Select(w => bench.CostOf(w.From, w.To, agents))], loop.EventHash);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void TickDone(long tick, TimeSpan took, RunTimings timings)
    {
        var work = (timings.Minds + timings.Study + timings.Treatment).TotalSeconds;
        var commit = timings.Commit.TotalSeconds;
        _ticks.Add((work - _work, commit - _commit));
        (_work, _commit) = (work, commit);
    }

    private Cost CostOf(long from, long to, int agents)
    {
        var ticks = _ticks.Skip((int)from).Take((int)(to - from)).ToList();
        return new Cost(from, to, Spread.Of(ticks.Select(t => t.Work / agents * 1e6)), Spread.Of(ticks.Select(t => t.Commit / agents * 1e6)));
    }

    private sealed class Both(RunBench bench, ProgressLine line) : IRunWatcher
    {
        public void TickDone(long tick, TimeSpan took, RunTimings timings)
        {
            bench.TickDone(tick, took, timings);
            line.Advance();
        }
    }
}
