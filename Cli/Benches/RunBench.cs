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
    private readonly List<(double Work, double Commit, double Processor)> _ticks = [];
    private double _work;
    private double _commit;
    private double _processor = ProcessorSeconds();

    /// <summary>Microseconds for one agent and one tick, writing apart; processor time is of everything, writing too, and the same on a machine that others use.</summary>
    public sealed record Cost(long FromTick, long ToTick, Spread Microseconds, Spread CommitMicroseconds, Spread ProcessorMicroseconds);

    public sealed record Result(int Agents, long Ticks, double Seconds, double CommitSeconds, double CheckpointSeconds, long Decisions, double PeakMegabytes, double StoreMegabytes, double AllocatedMegabytes, double CollectorSeconds, IReadOnlyList<int> Collections, IReadOnlyList<Cost> Costs, string EventHash);

    /// <param name="stores">Whether the run is kept; without, its cost is the society's alone.</param>
    public static Result Run(string config, int agents, long ticks, bool stores, IReadOnlyList<(long From, long To)> windows, ProgressLine line, CancellationToken cancellation)
    {
        var bound = Studies.Catalog.Bind(ConfigFile.Load(config, [], [new("--agents", "population", agents.ToString()), new("--ticks", "ticks", ticks.ToString())]));
        var folder = Path.Combine(Path.GetTempPath(), $"persim-bench-{Environment.ProcessId}-{agents}");
        Directory.CreateDirectory(folder);
        try
        {
            using IRunStore store = stores ? SqliteRunStore.Create(folder) : new NoStore();
            using var minds = RunMinds.Make(bound.As<RunConfig>(), new RunRequest(Mock: true), store, null, TextWriter.Null, cancellation);
            var parts = RunParts.Make(bound);
            GC.Collect(); // what the run before left behind is not this one's
            var before = (Paused: GC.GetTotalPauseDuration(), Bytes: GC.GetTotalAllocatedBytes(), Counts: Counts());
            var bench = new RunBench();
            var loop = new TickLoop(parts.Study, parts.Treatment, minds.Map, store, new TickPlan(ticks) { CheckpointEvery = parts.Config.Record.CheckpointEvery }, new Both(bench, line));
            var start = Stopwatch.GetTimestamp();
            loop.Run(cancellation);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var paused = (GC.GetTotalPauseDuration() - before.Paused).TotalSeconds;
            var allocated = (GC.GetTotalAllocatedBytes() - before.Bytes) / 1e6;
            List<int> counts = [.. Counts().Zip(before.Counts, (now, then) => now - then)];
            store.Dispose();
            var size = Directory.EnumerateFiles(folder).Sum(f => new FileInfo(f).Length) / 1e6;
            using var self = Process.GetCurrentProcess();
            return new Result(agents, ticks, seconds, loop.Timings.Commit.TotalSeconds, loop.Timings.Checkpoint.TotalSeconds, loop.Timings.Answers, self.PeakWorkingSet64 / 1e6, size, allocated, paused, counts, [.. windows.Select(w => bench.CostOf(w.From, w.To, agents))], loop.EventHash);
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
        var processor = ProcessorSeconds();
        _ticks.Add((work - _work, commit - _commit, processor - _processor));
        (_work, _commit, _processor) = (work, commit, processor);
    }

    private Cost CostOf(long from, long to, int agents)
    {
        var ticks = _ticks.Skip((int)from).Take((int)(to - from)).ToList();
        Spread Of(Func<(double Work, double Commit, double Processor), double> seconds) => Spread.Of(ticks.Select(t => seconds(t) / agents * 1e6));
        return new Cost(from, to, Of(t => t.Work), Of(t => t.Commit), Of(t => t.Processor));
    }

    private static int[] Counts() => [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(GC.CollectionCount)];

    private static double ProcessorSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private sealed class Both(RunBench bench, ProgressLine line) : IRunWatcher
    {
        public void TickDone(long tick, TimeSpan took, RunTimings timings)
        {
            bench.TickDone(tick, took, timings);
            line.Advance();
        }
    }
}
