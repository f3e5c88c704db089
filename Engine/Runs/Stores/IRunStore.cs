using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>
/// Where a run keeps its answers, its rows and its checkpoints. Each commit is one transaction: after a kill at any instant a store holds
/// whole pages and whole steps. One process writes at a time; whoever comes second is told so.
/// </summary>
public interface IRunStore : IDisposable
{
    /// <summary>The file or database, for messages.</summary>
    string Where { get; }

    /// <summary>The last committed step; null before the first.</summary>
    CommittedStep? Last { get; }

    /// <summary>A committed step, or null.</summary>
    CommittedStep? Find(StepId id);

    /// <summary>The answers of a step, committed so far, in page order and the order of their commit.</summary>
    IReadOnlyList<StoredAnswer> Answers(StepId id);

    /// <summary>Keeps a page, or what has arrived of it so far; the same answer twice is an error.</summary>
    void CommitAnswers(StepId id, IReadOnlyList<StoredAnswer> answers);

    /// <summary>Keeps a step's rows.</summary>
    void CommitStep(CommittedStep committed, StepLog log);

    /// <summary>The checkpoint behind this tick or the nearest earlier one.</summary>
    Checkpoint? CheckpointAt(long tick);

    /// <summary>Keeps the state behind a tick, in a transaction of its own: it only saves time. Also the start of a run that continues another.</summary>
    void CommitCheckpoint(Checkpoint checkpoint);

    /// <summary>Keeps a block's text by its hash; known ones are passed over.</summary>
    void CommitBlocks(IReadOnlyCollection<(string Hash, Block Block)> blocks);

    /// <summary>Small facts about the run, e.g. ledgers: written with the next commit of anything.</summary>
    void SetFact(string name, string value);

    string? Fact(string name);

    /// <summary>Rows of a query with named parameters, in the store's own SQL.</summary>
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, object? parameters = null);
}
