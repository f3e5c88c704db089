using PersonaSim.Engine.Runs;

namespace PersonaSim.Cli.Wiring.Compare;

/// <summary>One run's part of the bar over all runs.</summary>
internal sealed class CompareWatcher(ProgressLine line, long before) : IRunWatcher
{
    public void Committed(CommittedStep step, StepLog log) => line.Report(before + step.Id.Tick);

    public void Recalled(CommittedStep step) => line.Report(before + step.Id.Tick);

    public void TickDone(long tick, TimeSpan took, RunTimings timings) => line.Report(before + tick + 1);
}
