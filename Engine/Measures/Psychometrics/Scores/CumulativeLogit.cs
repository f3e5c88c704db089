namespace PersonaSim.Engine.Measures.Psychometrics.Scores;

/// <summary>
/// The latent of a graded answer: the mean over k = 2..K of logit P(at least option k) = ln(P(&gt;= k) / P(&lt; k)). In the graded response
/// model logit P(&gt;= k) = a (trait - b_k), so this is a (trait - mean b): linear in the trait, unlike the expected point, and with
/// K = 2 the logit of the high option. Effects that add in the model's logits add here, which is where doses are fitted.
/// </summary>
public static class CumulativeLogit
{
    /// <summary>A smaller probability counts as this one (a logit of 13.8): beyond it the latent would speak of the tail, not of the answer.</summary>
    public const double Least = 1e-6;

    /// <param name="probabilities">From the least agreement to the most; they sum to 1.</param>
    public static double Of(IReadOnlyList<double> probabilities)
    {
        double sum = 0;
        for (var k = 1; k < probabilities.Count; k++)
        {
            // each tail is summed by itself: 1 minus the other would lose the small one
            double below = 0, above = 0;
            for (var j = 0; j < probabilities.Count; j++)
            {
                if (j < k) below += probabilities[j];
                else above += probabilities[j];
            }

            sum += Math.Log(Math.Max(above, Least) / Math.Max(below, Least));
        }

        return sum / (probabilities.Count - 1);
    }
}
