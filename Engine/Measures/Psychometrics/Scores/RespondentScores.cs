using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Engine.Minds;

namespace PersonaSim.Engine.Measures.Psychometrics.Scores;

/// <summary>What one sheet says of whoever filled it in.</summary>
/// <param name="Varied">In a series of levels: the trait that was varied.</param>
/// <param name="Level">Its level, 1 to 7.</param>
/// <param name="Meant">The personality that was described, in the order E, A, C, N, O; null: none was.</param>
/// <param name="Acquiescence">Mean over the traits of how far agreement exceeds the middle whatever the key says; null: the form has one key only.</param>
/// <param name="Extremity">Mean probability of the two end points; null with two options.</param>
/// <param name="Halo">Of the five shifts in the latent from the baseline; null: no baseline, or not all five measured.</param>
public sealed record RespondentScores(
    string Id, string Person, int Wording, char? Varied, int? Level, IReadOnlyList<double>? Meant, IReadOnlyList<DirectionDose> Doses, DoseScope Scope,
    IReadOnlyList<ScaleScore> Domains, IReadOnlyList<ScaleScore> Facets, double? Acquiescence, double? AcquiescenceLatent, double? Extremity, double? Halo, double? Mass, int Answered, int Asked)
{
    /// <param name="baseline">Whom the shifts are measured from, usually <c>Respondents.Baseline</c>; null: no halo.</param>
    public static RespondentScores Of(AnswerSheet sheet, AnswerSheet? baseline = null)
    {
        var (domains, facets) = (DomainsOf(sheet), FacetsOf(sheet));
        var who = sheet.Respondent;
        return new RespondentScores(
            who.Id,
            who.Person,
            who.Wording,
            who.Varied?.Trait,
            who.Varied is { } varied ? varied.Level + People.Respondents.MiddleLevel : null,
            who.Meant is { } meant ? [.. Traits.Letters.Select(t => meant[t])] : null,
            who.Doses,
            who.Scope,
            domains,
            facets,
            Moments.Mean(domains.Select(d => d.Score.Acquiescence)),
            Moments.Mean(domains.Select(d => d.Latent.Acquiescence)),
            Moments.Mean(domains.Select(d => d.Extremity)),
            baseline is null ? null : HaloOf(domains, DomainsOf(baseline)),
            Moments.Mean(sheet.Responses.Select(r => r.Mass)),
            sheet.Responses.Count(r => r.Counts),
            sheet.Responses.Count);
    }

    /// <summary>The traits of a sheet, in the order E, A, C, N, O.</summary>
    public static IReadOnlyList<ScaleScore> DomainsOf(AnswerSheet sheet) =>
        [.. Traits.Letters.Select(t => (Trait: t, Items: sheet.Responses.Where(r => r.Item.Trait == t).ToList())).Where(g => g.Items.Count > 0).Select(g => ScaleScore.Of(g.Trait, "", g.Items, sheet.Form.Points, sheet.Form.Lowest))];

    /// <summary>The latents of all five traits, null where one was not measured.</summary>
    public static IReadOnlyList<double?> LatentsOf(IReadOnlyList<ScaleScore> domains) =>
        [.. Traits.Letters.Select(t => domains.FirstOrDefault(d => d.Trait == t)?.Latent.Value)];

    private static List<ScaleScore> FacetsOf(AnswerSheet sheet) =>
        [.. sheet.Responses.Where(r => r.Item.Facet.Length > 0).GroupBy(r => (r.Item.Trait, r.Item.Facet)).OrderBy(g => Traits.Letters.IndexOf(g.Key.Trait, StringComparison.Ordinal)).Select(g => ScaleScore.Of(g.Key.Trait, g.Key.Facet, [.. g], sheet.Form.Points, sheet.Form.Lowest))];

    private static double? HaloOf(IReadOnlyList<ScaleScore> domains, IReadOnlyList<ScaleScore> baseline) =>
        Scores.Halo.Of([.. LatentsOf(domains).Zip(LatentsOf(baseline), (to, from) => to - from)]);
}
