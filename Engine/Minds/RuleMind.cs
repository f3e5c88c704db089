using PersonaSim.Engine.Minds.Ledgers;

namespace PersonaSim.Engine.Minds;

/// <summary>Answers with the phase's own rule: no model, no native code, the same answers everywhere.</summary>
public sealed class RuleMind(Ledger? ledger = null) : IMind
{
    private readonly Ledger _ledger = ledger ?? new Ledger("rule");

    public MindDescription Description { get; } = new("rule", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        using var work = _ledger.Work();
        var answers = new Answer[page.Asks.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            _ledger.BeginCall();
            answers[i] = new Answer(page.Asks[i].Key, page.Rule(page.Asks[i], neutral: false), AnswerSource.Rule);
            answered?.Invoke(answers[i]);
        }

        return answers;
    }

    public void Dispose()
    {
    }
}
