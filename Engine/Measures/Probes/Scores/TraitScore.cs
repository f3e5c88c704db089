namespace PersonaSim.Engine.Measures.Probes.Scores;

/// <summary>What items of one trait add up to.</summary>
/// <param name="Score">From 1 to 5; null where one key has no answer, because what is left could be mere yes-saying.</param>
/// <param name="Acquiescence">How far agreement exceeds the middle whatever the key says, from -2 to 2; null as the score.</param>
/// <param name="Extremity">The mean distance of agreement from the middle, from 0 to 2; null where nothing was answered.</param>
public sealed record TraitScore(double? Score, double? Acquiescence, double? Extremity, int Answered, int Asked)
{
    private const double MiddleOfFive = 3;

    /// <summary>
    /// The mean of the plus-keyed half and the reversed minus-keyed half. The halves count the same however many items each has, so a liking for
    /// agreement raises one as much as it lowers the other.
    /// </summary>
    /// <param name="middle">Neither agreement nor disagreement: 3 of five points, 0 of a latent.</param>
    public static TraitScore Of(IReadOnlyList<ItemAnswer> answers, double middle = MiddleOfFive)
    {
        var (plus, minus) = (Mean(answers, plus: true), Mean(answers, plus: false));
        var given = answers.Select(a => a.Agreement).OfType<double>().ToList();
        double? extremity = given.Count == 0 ? null : given.Average(a => Math.Abs(a - middle));
        return new TraitScore((plus + ((2 * middle) - minus)) / 2, ((plus + minus) / 2) - middle, extremity, given.Count, answers.Count);
    }

    private static double? Mean(IReadOnlyList<ItemAnswer> answers, bool plus)
    {
        var given = answers.Where(a => a.Plus == plus).Select(a => a.Agreement).OfType<double>().ToList();
        return given.Count == 0 ? null : given.Average();
    }
}
