using System.Collections.Concurrent;
using PersonaSim.Native;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>Answers in memory, for tests and as the index of a file.</summary>
public sealed class MemoryAnswerStore : IAnswerStore
{
    private readonly ConcurrentDictionary<AskKey, RecordedAnswer> _records = [];

    public int Count => _records.Count;

    public RecordedAnswer? Find(AskKey key) => _records.GetValueOrDefault(key);

    public void Add(RecordedAnswer record) => TryAdd(record);

    /// <summary>False: this very record was there already.</summary>
    internal bool TryAdd(RecordedAnswer record)
    {
        if (_records.TryAdd(record.Answer.Key, record)) return true;
        if (AnswerLine.Write(_records[record.Answer.Key]) == AnswerLine.Write(record)) return false;
        throw new InputException($"There already is another answer to {record.Answer.Key}: a store keeps one answer to each ask. Record into a new store.");
    }
}
