namespace PersonaSim.Engine.Measures.Probes.Rules;

/// <summary>
/// How somebody with a trait answers, by the graded response model (Samejima 1969, Psychometrika Monograph 17): the chance of at least
/// category k is logistic(slope (trait - threshold k)), the chance of a category the difference of two neighbours.
/// </summary>
internal static class GradedResponse
{
    /// <summary>At 1.7 the logistic curve is nearest to the normal one: an item of usual sharpness.</summary>
    public const double Slope = 1.7;

    // symmetric, so that somebody in the middle of a trait expects exactly the middle of the scale
    private static readonly double[] _thresholds = [-1.5, -0.5, 0.5, 1.5];

    /// <summary>The probabilities of 1 to 5.</summary>
    public static double[] Five(double trait)
    {
        var probabilities = new double[_thresholds.Length + 1];
        var atLeast = 1.0;
        for (var k = 0; k < _thresholds.Length; k++)
        {
            var above = AtLeast(trait, _thresholds[k]);
            probabilities[k] = atLeast - above;
            atLeast = above;
        }

        probabilities[^1] = atLeast;
        return probabilities;
    }

    /// <summary>The probability of the high one of two options: one threshold, in the middle.</summary>
    public static double High(double trait) => AtLeast(trait, 0);

    private static double AtLeast(double trait, double threshold) => 1 / (1 + Math.Exp(-Slope * (trait - threshold)));
}
