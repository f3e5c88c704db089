namespace PersonaSim.Engine.Runs;

/// <summary>How a run stands. One that was killed still says running: it can be resumed like a stopped one.</summary>
public enum RunStatus
{
    Running,

    /// <summary>By its user or by a cap, behind a whole page.</summary>
    Stopped,

    Finished,

    /// <summary>By a fault, whose message stands beside it.</summary>
    Failed,
}
