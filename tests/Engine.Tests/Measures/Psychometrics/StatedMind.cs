using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Tests.Measures.Psychometrics;

/// <summary>A mind that gives the probabilities a test states.</summary>
internal sealed class StatedMind(Func<Ask, ScoresValue> says) : IMind
{
    public MindDescription Description { get; } = new("stated", Reproducible: true, new SortedDictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyList<Answer> Answer(AskPage page, Action<Answer>? answered = null, CancellationToken cancellation = default) =>
        [.. page.Asks.Select(ask => new Answer(ask.Key, says(ask), AnswerSource.Model))];

    public void Dispose()
    {
    }
}
