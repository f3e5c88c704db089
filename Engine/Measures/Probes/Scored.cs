using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>A scored answer as a probe reads it.</summary>
/// <param name="Reason">Why it is no answer; empty: it is one.</param>
internal readonly record struct Scored(IReadOnlyList<double> Probabilities, double? Mass, string Reason)
{
    /// <summary>A model that says one of the numbers less often than this is not answering the question.</summary>
    public const double LeastMass = 0.2;

    private const int LowestPoint = 1;

    /// <summary>The expected point of a scale from 1.</summary>
    public double Expected => Probabilities.Select((p, i) => p * (i + LowestPoint)).Sum();

    public static Scored Of(Answer answer, double leastMass)
    {
        // a rule that stands in for a model says nothing about the model
        if (answer.Source == AnswerSource.Fallback) return new([], null, "refused: " + answer.Refusal);
        if (answer.Value is not ScoresValue scores) throw new InvalidOperationException($"{answer.Key} was asked to be scored and came back as a {answer.Value.GetType().Name}.");
        return new(scores.Probabilities, scores.Mass, scores.Mass < leastMass ? "mass below " + leastMass.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : "");
    }
}
