using System.Globalization;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Probes;

/// <summary>An answer as a probe reads it: the probability of each option, all of it on one where the answer was drawn.</summary>
/// <param name="Mass">Null where nothing was scored.</param>
/// <param name="Reason">Why it is no answer; empty: it is one.</param>
internal readonly record struct Scored(IReadOnlyList<double> Probabilities, double? Mass, string Reason)
{
    /// <summary>A model that says one of the numbers less often than this is not answering the question.</summary>
    public const double LeastMass = 0.2;

    /// <summary>Agreement runs from here to <see cref="HighestPoint"/>.</summary>
    public const int LowestPoint = 1;

    public const int HighestPoint = 5;

    /// <summary>How a question is put: scored, unless one answer is to be drawn.</summary>
    public static AskMode Mode(bool sampled) => sampled ? AskMode.Sample : AskMode.Score;

    /// <summary>The expected point of a scale from 1.</summary>
    public double Expected => Probabilities.Select((p, i) => p * (i + LowestPoint)).Sum();

    public static Scored Of(Answer answer, int options, double leastMass)
    {
        // a rule that stands in for a model says nothing about the model
        if (answer.Source == AnswerSource.Fallback || answer.Refusal is not null) return new([], null, "refused: " + answer.Refusal);
        return answer.Value switch
        {
            ScoresValue scores => new(scores.Probabilities, scores.Mass, scores.Mass < leastMass ? "mass below " + leastMass.ToString("R", CultureInfo.InvariantCulture) : ""),
            ScaleValue drawn => new(Only(drawn.Point - LowestPoint, options), null, ""),
            ChoiceValue drawn => new(Only(drawn.Index, options), null, ""),
            _ => throw new InvalidOperationException($"{answer.Key} came back as a {answer.Value.GetType().Name}, which a probe did not ask for."),
        };
    }

    private static double[] Only(int place, int options)
    {
        var probabilities = new double[options];
        probabilities[place] = 1;
        return probabilities;
    }
}
