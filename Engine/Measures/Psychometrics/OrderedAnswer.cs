using PersonaSim.Engine.Measures.Psychometrics.Scores;

namespace PersonaSim.Engine.Measures.Psychometrics;

/// <summary>The answer to an item in one order of its options.</summary>
/// <param name="Probabilities">Of the options among themselves, from the least agreement to the most, however they were numbered; empty where there was no answer.</param>
/// <param name="Mass">The probability that the model answers with one of the options at all; null: it refused.</param>
/// <param name="Reason">Why it does not count; empty: it counts.</param>
public readonly record struct OrderedAnswer(IReadOnlyList<double> Probabilities, double? Mass, string Reason)
{
    public bool Counts => Reason.Length == 0;

    /// <summary>The expected place among the options, from 0.</summary>
    public double Place => Probabilities.Select((p, i) => p * i).Sum();

    public double Latent => CumulativeLogit.Of(Probabilities);

    /// <summary>The probability of the two end points.</summary>
    public double Ends => Probabilities[0] + Probabilities[^1];
}
