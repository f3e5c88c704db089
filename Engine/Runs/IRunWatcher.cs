using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Runs;

/// <summary>Hears what a loop does, after it is safe in the store: a console, a progress bar.</summary>
public interface IRunWatcher
{
    /// <summary>One ask as it was sent, with its whole text, and its answer, new or recorded.</summary>
    void Heard(StepId id, Ask ask, StoredAnswer answer)
    {
    }

    /// <summary>A page came back; <paramref name="answered"/> of the step's questions so far.</summary>
    void Answered(StepId id, string phase, int answered)
    {
    }

    void Committed(CommittedStep step, StepLog log)
    {
    }

    /// <summary>A step that the store already held was folded again.</summary>
    void Recalled(CommittedStep step)
    {
    }

    void TickDone(long tick, TimeSpan took, RunTimings timings)
    {
    }
}
