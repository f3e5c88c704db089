using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Runs;

namespace PersonaSim.Cli.Live;

/// <summary>A bar over the run's ticks.</summary>
internal sealed class LiveBar(TextWriter error, string run, long ticks) : IRunWatcher, IDisposable
{
    private readonly ProgressLine _line = new(error, run, ticks);

    public void Recalled(CommittedStep step) => _line.Report(step.Id.Tick);

    public void Committed(CommittedStep step, StepLog log) => _line.Report(step.Id.Tick);

    public void TickDone(long tick, TimeSpan took, RunTimings timings) => _line.Report(tick + 1);

    public void Dispose() => _line.Dispose();
}
