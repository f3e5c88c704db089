using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Stores;

namespace PersonaSim.Engine.Tests.Runs.Loop;

/// <summary>A run store in memory that can fail before any commit, like a process that is killed.</summary>
internal sealed class MemoryRunStore : IRunStore
{
    private readonly SortedDictionary<StepId, List<StoredAnswer>> _answers = [];
    private readonly SortedDictionary<StepId, (CommittedStep Step, StepLog Log)> _steps = [];
    private readonly SortedDictionary<long, Checkpoint> _checkpoints = [];
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);

    /// <summary>Commits until the next one fails; never, when negative.</summary>
    public int FailsAfter { get; set; } = -1;

    public int Commits { get; private set; }

    public string Where => "memory";

    public CommittedStep? Last => _steps.Count == 0 ? null : _steps.Values.Last().Step;

    public IEnumerable<(CommittedStep Step, StepLog Log)> Steps => _steps.Values;

    public IEnumerable<StoredAnswer> AllAnswers => _answers.Values.SelectMany(a => a);

    public CommittedStep? Find(StepId id) => _steps.TryGetValue(id, out var found) ? found.Step : null;

    public IReadOnlyList<StoredAnswer> Answers(StepId id) => _answers.GetValueOrDefault(id) ?? [];

    public void CommitAnswers(StepId id, IReadOnlyList<StoredAnswer> answers)
    {
        Commit();
        if (!_answers.TryGetValue(id, out var known)) _answers[id] = known = [];
        foreach (var answer in answers)
        {
            if (known.Any(k => k.Key == answer.Key)) throw new InvalidOperationException($"{answer.Key} twice");
        }

        known.AddRange(answers);
    }

    public void CommitStep(CommittedStep committed, StepLog log, Checkpoint? checkpoint = null)
    {
        Commit();
        _steps.Add(committed.Id, (committed, log));
    }

    public Checkpoint? CheckpointAt(long tick) => _checkpoints.LastOrDefault(c => c.Key <= tick).Value;

    public void CommitCheckpoint(Checkpoint checkpoint)
    {
        Commit();
        _checkpoints[checkpoint.Tick] = checkpoint;
    }

    public void CommitStart(Checkpoint checkpoint) => CommitCheckpoint(checkpoint);

    public IEnumerable<long> Checkpoints => _checkpoints.Keys;

    public int PruneCheckpoints(long keepEvery)
    {
        var gone = _checkpoints.Keys.Skip(1).SkipLast(1).Where(t => (t + 1) % keepEvery != 0).ToList();
        foreach (var tick in gone) _checkpoints.Remove(tick);
        return gone.Count;
    }

    public Block? FindBlock(string hash) => null;

    public void CommitFacts()
    {
    }

    public void CommitBlocks(IReadOnlyCollection<(string Hash, Block Block)> blocks)
    {
    }

    public void SetFact(string name, string value) => _facts[name] = value;

    public string? Fact(string name) => _facts.GetValueOrDefault(name);

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, object? parameters = null) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>Forgets the answers to a key, as a damaged or edited record would.</summary>
    public void Forget(AskKey key)
    {
        foreach (var answers in _answers.Values) answers.RemoveAll(a => a.Key == key);
    }

    public void Alter(AskKey key, Func<StoredAnswer, StoredAnswer> change)
    {
        foreach (var answers in _answers.Values)
        {
            for (var i = 0; i < answers.Count; i++)
            {
                if (answers[i].Key == key) answers[i] = change(answers[i]);
            }
        }
    }

    private void Commit()
    {
        if (FailsAfter >= 0 && Commits >= FailsAfter) throw new IOException("killed");
        Commits++;
    }
}
