using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Corpora;

/// <summary>Answers with the phase's rule and tells what was asked and answered; some questions are answered as a neutral person would.</summary>
internal sealed class CollectingMind(Func<Ask, bool> neutrally, Action<Ask, AnswerValue, bool> heard) : IMind
{
    public MindDescription Description { get; } = new("rule", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default)
    {
        var answers = new Answer[page.Asks.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var neutral = neutrally(page.Asks[i]);
            answers[i] = new Answer(page.Asks[i].Key, page.Rule(page.Asks[i], neutral), AnswerSource.Rule);
            heard(page.Asks[i], answers[i].Value, neutral);
            answered?.Invoke(answers[i]);
        }

        return answers;
    }

    public void Dispose()
    {
    }
}
