using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Tables;

namespace PersonaSim.Engine.Runs.Stores;

/// <summary>The run store over either database; all that it does is written once.</summary>
internal sealed class RunStore : IRunStore
{
    private readonly IStoreDatabase _database;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _newFacts = new(StringComparer.Ordinal);
    private const int RecentBlocks = 1 << 16;
    private readonly HashSet<string> _blocks = []; // known to be kept: the shared ones come again and again, all of a long run's would fill the memory
    private StepId? _lastAnswered; // by whoever wrote before, too
    private CommittedStep? _last;
    private OpenStep? _open;
    private FactWriter? _facts;
    private bool _disposed;

    private RunStore(IStoreDatabase database)
    {
        _database = database;
        _last = StepTable.Last(database);
        if (!database.ReadOnly) _lastAnswered = AnswerTable.Last(database);
    }

    public string Where => _database.Where;

    public CommittedStep? Last => _database.ReadOnly ? Read(() => StepTable.Last(_database)) : _last;

    /// <summary>A store over the database that <paramref name="ready"/> gives back; when that fails, nothing stays open.</summary>
    public static RunStore Over(IStoreDatabase database, Func<IStoreDatabase> ready)
    {
        var open = database;
        try
        {
            open = ready();
            return new RunStore(open);
        }
        catch (Exception e)
        {
            database.Dispose();
            open.Dispose();
            if (database.Explain(e) is { } told) throw told;
            throw;
        }
    }

    public CommittedStep? Find(StepId id) => Read(() => StepTable.Find(_database, id));

    public IReadOnlyList<StoredAnswer> Answers(StepId id) => Read(() => AnswerTable.Of(_database, id));

    public void CommitAnswers(StepId id, IReadOnlyList<StoredAnswer> answers)
    {
        lock (_gate)
        {
            RequireOpen(id);
            var open = Opened(id);
            open.RequireNew(Where, answers);
            InTransaction(() => AnswerTable.Insert(_database, id, answers, open.Count));
            open.Add(answers);
            if (_lastAnswered is not { } before || id > before) _lastAnswered = id;
        }
    }

    public void CommitStep(CommittedStep committed, StepLog log, Checkpoint? checkpoint = null)
    {
        lock (_gate)
        {
            RequireOpen(committed.Id);
            if (checkpoint is not null && checkpoint.Tick != committed.Id.Tick) throw new ArgumentException($"The checkpoint behind step {committed.Id} is of tick {checkpoint.Tick}.", nameof(checkpoint));
            var kept = Opened(committed.Id).Count;
            if (kept != committed.Answers) throw new InvalidOperationException($"Step {committed.Id} is said to have {committed.Answers} answers, and {Where} holds {kept} of it: commit its answers first.");
            InTransaction(() =>
            {
                StepTable.Insert(_database, committed);
                RowTables.Insert(_database, committed.Id, log);
                if (checkpoint is not null) CheckpointTable.Insert(_database, checkpoint);
            });
            (_last, _open) = (committed, null);
        }
    }

    public Checkpoint? CheckpointAt(long tick) => Read(() => CheckpointTable.At(_database, tick));

    public void CommitCheckpoint(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            if (_last?.Id.Tick != checkpoint.Tick) throw new InvalidOperationException($"{Where}: a checkpoint of tick {checkpoint.Tick} does not stand behind the last step ({_last?.Id.ToString() ?? "none"}).");
            InTransaction(() => CheckpointTable.Insert(_database, checkpoint));
        }
    }

    public void CommitStart(Checkpoint checkpoint)
    {
        lock (_gate)
        {
            if (_last is not null || CheckpointTable.Any(_database)) throw new InvalidOperationException($"{Where} has begun already: a start is the first that a run keeps.");
            InTransaction(() => CheckpointTable.Insert(_database, checkpoint));
        }
    }

    public int PruneCheckpoints(long keepEvery)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keepEvery, 1);
        lock (_gate)
        {
            var gone = 0;
            InTransaction(() => gone = CheckpointTable.Prune(_database, keepEvery));
            return gone;
        }
    }

    public void CommitBlocks(IReadOnlyCollection<(string Hash, Block Block)> blocks)
    {
        lock (_gate)
        {
            var fresh = blocks.Where(b => !_blocks.Contains(b.Hash)).DistinctBy(b => b.Hash).Where(b => !BlockTable.Has(_database, b.Hash)).ToList();
            if (fresh.Count > 0) InTransaction(() => BlockTable.Insert(_database, fresh));
            if (_blocks.Count + blocks.Count > RecentBlocks) _blocks.Clear();
            _blocks.UnionWith(blocks.Select(b => b.Hash));
        }
    }

    public Block? FindBlock(string hash) => Read(() => BlockTable.Find(_database, hash));

    public void SetFact(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        RequireWritable();
        lock (_gate) _newFacts[name] = value;
    }

    public string? Fact(string name)
    {
        lock (_gate)
        {
            if (_newFacts.TryGetValue(name, out var value)) return value;
        }

        return Read(() => FactTable.Find(_database, name));
    }

    public void CommitFacts()
    {
        lock (_gate)
        {
            if (_newFacts.Count > 0) InTransaction(() => { });
        }
    }

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string sql, object? parameters = null) => Read(() => Queries.Rows(_database, sql, parameters));

    public void Snapshot(Action<RunSnapshot> read) => Read(() =>
    {
        _database.BeginSnapshot();
        try
        {
            read(new RunSnapshot(_database));
        }
        finally
        {
            _database.EndSnapshot();
        }

        return true;
    });

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _facts?.Dispose();
            _database.Dispose();
        }
    }

    // behind the last answer there is none: most steps need not look
    private OpenStep Opened(StepId id) => _open?.Id == id ? _open : _open = new OpenStep(id, _lastAnswered is { } last && id <= last ? Read(() => AnswerTable.Keys(_database, id)) : []);

    private void RequireWritable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_database.ReadOnly) throw new InvalidOperationException($"{Where} was opened to read.");
    }

    private void RequireOpen(StepId id)
    {
        RequireWritable();
        if (_last is not null && id <= _last.Id) throw new InvalidOperationException($"Step {id} cannot be written: {Where} holds everything up to step {_last.Id}.");
    }

    private void InTransaction(Action write)
    {
        RequireWritable();
        try
        {
            _database.Begin();
            write();
            if (_newFacts.Count > 0) (_facts ??= new FactWriter(_database)).Write(_newFacts);
            _database.Commit();
        }
        catch (Exception e)
        {
            _database.Rollback();
            if (_database.Explain(e) is { } told) throw told;
            throw;
        }

        _newFacts.Clear();
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return read();
            }
            catch (Exception e) when (_database.Explain(e) is { } told)
            {
                throw told;
            }
        }
    }
}
