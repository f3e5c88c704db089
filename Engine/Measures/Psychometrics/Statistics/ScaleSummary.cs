using PersonaSim.Engine.Measures.Psychometrics.Scores;

namespace PersonaSim.Engine.Measures.Psychometrics.Statistics;

/// <summary>A trait or facet over all respondents.</summary>
/// <param name="Respondents">Who has a score.</param>
/// <param name="ScoreError">Of the mean, items being clusters.</param>
/// <param name="Unanswered">Items, over all respondents.</param>
public sealed record ScaleSummary(
    char Trait, string Facet, int Items, int Respondents, double? Score, double? ScoreSd, double? ScoreError, double? Latent, double? LatentSd, double? LatentError,
    double? Acquiescence, double? AcquiescenceLatent, double? Extremity, double? Mass, int Unanswered, bool Balanced, Reliability Reliability, OrderRobustness Order)
{
    /// <param name="scores">The scale on each sheet.</param>
    public static ScaleSummary Of(IReadOnlyList<AnswerSheet> sheets, IReadOnlyList<ScaleScore> scores)
    {
        var (trait, facet, balanced) = (scores[0].Trait, scores[0].Facet, scores[0].Balanced);
        var responses = sheets.SelectMany(s => Of(s, trait, facet)).ToList();
        double? Error(Func<ItemResponse, double?> of) => ClusteredError.Of([.. responses.Where(r => r.Counts).Select(r => new Observation(r.Item.Id, r.Item.Plus, of(r)!.Value))], balanced);
        return new ScaleSummary(
            trait,
            facet,
            scores[0].Asked,
            scores.Count(s => s.Score.Value is not null),
            Moments.Mean(scores.Select(s => s.Score.Value)),
            Moments.Sd(scores.Select(s => s.Score.Value)),
            Error(r => r.Place),
            Moments.Mean(scores.Select(s => s.Latent.Value)),
            Moments.Sd(scores.Select(s => s.Latent.Value)),
            Error(r => r.Latent),
            Moments.Mean(scores.Select(s => s.Score.Acquiescence)),
            Moments.Mean(scores.Select(s => s.Latent.Acquiescence)),
            Moments.Mean(scores.Select(s => s.Extremity)),
            Moments.Mean(scores.Select(s => s.Mass)),
            scores.Sum(s => s.Asked - s.Answered),
            balanced,
            ReliabilityOf(sheets, trait, facet),
            OrderRobustness.Of(responses));
    }

    /// <summary>Of the keyed expected points, over respondents.</summary>
    /// <param name="facet">Empty: the whole trait.</param>
    public static Reliability ReliabilityOf(IReadOnlyList<AnswerSheet> sheets, char trait, string facet)
    {
        var highest = sheets[0].Form.Points - 1;
        var keyed = sheets.Select(s => (IReadOnlyList<double?>)[.. Of(s, trait, facet).Select(r => r.Item.Plus ? r.Place : highest - r.Place)]).ToList();
        return Reliability.Of(keyed, [.. Of(sheets[0], trait, facet).Select(r => r.Item.Plus)]);
    }

    private static IEnumerable<ItemResponse> Of(AnswerSheet sheet, char trait, string facet) => sheet.Responses.Where(r => r.Item.Trait == trait && (facet.Length == 0 || r.Item.Facet == facet));
}
