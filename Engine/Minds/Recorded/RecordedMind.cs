using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Minds.Recorded;

/// <summary>Answers from the record of an earlier run, and stops at the first ask that is not the recorded one.</summary>
public sealed class RecordedMind(IAnswerStore store, Ledger? ledger = null) : IMind
{
    private readonly Ledger _ledger = ledger ?? new Ledger("recorded");

    public MindDescription Description { get; } = new("recorded", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal));

    /// <exception cref="RecordedMismatchException"/>
    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        using var work = _ledger.Work();
        var answers = new Answer[page.Asks.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            _ledger.BeginCall();
            answers[i] = Replay(page.Asks[i]);
            answered?.Invoke(answers[i]);
        }

        return answers;
    }

    public void Dispose()
    {
    }

    // the refusal, the raw text and the usage stay as they were: a replayed run reports what the recorded one did
    private Answer Replay(Ask ask)
    {
        var record = store.Find(ask.Key) ?? throw RecordedMismatchException.Missing(ask.Key);
        if (record.Print.Hash != ask.Hash()) throw RecordedMismatchException.Differs(ask.Key, AskPrint.Of(ask), record.Print);
        return record.Answer with { Source = AnswerSource.Recorded };
    }
}
