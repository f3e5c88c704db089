using PersonaSim.Engine.Measures.Probes.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;

namespace PersonaSim.Engine.Measures.Psychometrics.Scores;

/// <summary>A trait, or one facet of it, as a sheet shows it.</summary>
/// <param name="Facet">Empty: the whole trait.</param>
/// <param name="Score">In the form's points: 1 to 5 of a questionnaire, 0 to 1 of scenarios.</param>
/// <param name="Latent">In cumulative logits.</param>
/// <param name="Extremity">The mean probability of the two end points; with two options it says nothing and is null.</param>
/// <param name="Mass">The mean probability of answering with an option at all, unanswered items included.</param>
/// <param name="Balanced">
/// Both keys are there, so the score is the mean of the plus-keyed half and the reversed minus-keyed half, and yes-saying cancels; where one is
/// unanswered altogether there is no score. Otherwise it is the plain mean of the keyed items.
/// </param>
public sealed record ScaleScore(char Trait, string Facet, ScaleValue Score, ScaleValue Latent, double? Extremity, double? Mass, int Answered, int Asked, bool Balanced)
{
    /// <summary>The score of the items of a scale, which are of one trait.</summary>
    public static ScaleScore Of(char trait, string facet, IReadOnlyList<ItemResponse> responses, int points, double lowest)
    {
        var balanced = responses.Select(r => r.Item.Plus).Distinct().Count() == 2;
        var middle = lowest + ((points - 1) / 2.0);
        var ends = points > 2 ? responses.Select(r => r.Ends).OfType<double>().ToList() : [];
        var masses = responses.Select(r => r.Mass).OfType<double>().ToList();
        return new ScaleScore(
            trait,
            facet,
            Value(responses, r => lowest + r.Place, middle, balanced),
            Value(responses, r => r.Latent, 0, balanced),
            ends.Count == 0 ? null : ends.Average(),
            masses.Count == 0 ? null : masses.Average(),
            responses.Count(r => r.Counts),
            responses.Count,
            balanced);
    }

    private static ScaleValue Value(IReadOnlyList<ItemResponse> responses, Func<ItemResponse, double?> of, double middle, bool balanced)
    {
        var answers = responses.Select(r => (r.Item, Agreement: of(r))).ToList();
        var error = ClusteredError.Of([.. answers.Where(a => a.Agreement is not null).Select(a => new Observation(a.Item.Id, a.Item.Plus, a.Agreement!.Value))], balanced);
        if (balanced)
        {
            var score = TraitScore.Of([.. answers.Select(a => new ItemAnswer(a.Item.Plus, a.Agreement))], middle);
            return new ScaleValue(score.Score, score.Acquiescence, score.Score is null ? null : error);
        }

        var keyed = answers.Where(a => a.Agreement is not null).Select(a => a.Item.Plus ? a.Agreement!.Value : (2 * middle) - a.Agreement!.Value).ToList();
        return new ScaleValue(keyed.Count == 0 ? null : keyed.Average(), null, error);
    }
}
