using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>Keeps nothing but the last step: for measurements and for looking ahead before a run begins.</summary>
public sealed class NoStore : IRunStore
{
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);

    public string Where => "no store";

    public CommittedStep? Last { get; private set; }

    public CommittedStep? Find(StepId id) => null;

    public IReadOnlyList<StoredAnswer> Answers(StepId id) => [];

    public void CommitAnswers(StepId id, IReadOnlyList<StoredAnswer> answers)
    {
    }

    public void CommitStep(CommittedStep committed, StepLog log, Checkpoint? checkpoint = null) => Last = committed;

    public Checkpoint? CheckpointAt(long tick) => null;

    public void CommitCheckpoint(Checkpoint checkpoint)
    {
    }

    public void CommitStart(Checkpoint checkpoint)
    {
    }

    public int PruneCheckpoints(long keepEvery) => 0;

    public Block? FindBlock(string hash) => null;

    public void CommitFacts()
    {
    }

    public void CommitBlocks(IReadOnlyCollection<(string Hash, Block Block)> blocks)
    {
    }

    public void SetFact(string name, string value) => _facts[name] = value;

    public string? Fact(string name) => _facts.GetValueOrDefault(name);

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, object? parameters = null) => throw new NotSupportedException("Nothing is kept here, so nothing can be queried.");

    public void Dispose()
    {
    }
}
