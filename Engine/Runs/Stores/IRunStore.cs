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

    /// <summary>The last committed step; null before the first. A store opened to read looks anew each time.</summary>
    CommittedStep? Last { get; }

    /// <summary>A committed step, or null.</summary>
    CommittedStep? Find(StepId id);

    /// <summary>The answers of a step, committed so far, in page order and the order of their commit.</summary>
    IReadOnlyList<StoredAnswer> Answers(StepId id);

    /// <summary>Keeps a page, or what has arrived of it so far; the same answer twice, or one to a committed step, is an error.</summary>
    void CommitAnswers(StepId id, IReadOnlyList<StoredAnswer> answers);

    /// <summary>
    /// Keeps a step's rows, and the checkpoint behind it where there is one. The step lies behind all committed ones, and all its answers were
    /// committed before: a count that differs is an error.
    /// </summary>
    void CommitStep(CommittedStep committed, StepLog log, Checkpoint? checkpoint = null);

    /// <summary>The checkpoint behind the last step of this tick or of an earlier one.</summary>
    Checkpoint? CheckpointAt(long tick);

    /// <summary>Keeps the state behind the tick of the last step, in a transaction of its own: it only saves time.</summary>
    void CommitCheckpoint(Checkpoint checkpoint);

    /// <summary>Keeps a state without a step: the start of a run that continues another.</summary>
    void CommitStart(Checkpoint checkpoint);

    /// <summary>Deletes checkpoints, but for the first, the last and those behind every <paramref name="keepEvery"/> ticks (ticks count from 0); how many went.</summary>
    int PruneCheckpoints(long keepEvery);

    /// <summary>Keeps a block's text by its hash; known ones are passed over.</summary>
    void CommitBlocks(IReadOnlyCollection<(string Hash, Block Block)> blocks);

    /// <summary>A block by its hash, or null.</summary>
    Block? FindBlock(string hash);

    /// <summary>Small facts about the run, e.g. ledgers: written with the next commit of anything, or by <see cref="CommitFacts"/>.</summary>
    void SetFact(string name, string value);

    /// <summary>A fact as it was set last, committed or not.</summary>
    string? Fact(string name);

    /// <summary>Writes the facts set since the last commit, when no other commit follows.</summary>
    void CommitFacts();

    /// <summary>
    /// Rows of a query with named parameters, in the store's own SQL; it can only read. Values are long, double, string, byte[] or null,
    /// whatever the database.
    /// </summary>
    IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, object? parameters = null);

    /// <summary>Reads several tables as they stand at this moment, row by row, also while a run writes them.</summary>
    void Snapshot(Action<RunSnapshot> read) => throw new NotSupportedException($"{Where} keeps no tables to read.");
}
