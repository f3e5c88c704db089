using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;

namespace PersonaSim.Engine.Measures.Psychometrics;

/// <summary>Everything that a form says of its respondents; what a page or a table shows is taken from here.</summary>
/// <param name="Baseline">Nobody in particular, undosed; not among the respondents. Null: was not asked.</param>
/// <param name="Unanswered">Items with a mass below 0.2 in one of their orders, or refused, over all respondents.</param>
/// <param name="Halo">Among respondents: of their deviations from the mean one. Null with fewer than two.</param>
public sealed record InstrumentReport(
    string Instrument, int Points, double Lowest, int Items, int Respondents, double? Mass, int Unanswered, double? Acquiescence, double? AcquiescenceLatent, double? Extremity, double? Halo,
    OrderRobustness Order, IReadOnlyList<ScaleSummary> Domains, IReadOnlyList<ScaleSummary> Facets, IReadOnlyList<WordingRobustness> Wordings, IReadOnlyList<LevelCurve> Levels,
    RespondentScores? Baseline, IReadOnlyList<RespondentScores> People, IReadOnlyList<ItemSummary> ItemTable)
{
    /// <param name="sheets">At least one, all of one form; without the baseline.</param>
    public static InstrumentReport Of(IReadOnlyList<AnswerSheet> sheets, AnswerSheet? baseline = null)
    {
        if (sheets.Count == 0) throw new ArgumentException("A report needs at least one sheet.", nameof(sheets));
        var form = sheets[0].Form;
        if (sheets.Any(s => s.Form != form)) throw new ArgumentException("Sheets of one report are of one form.", nameof(sheets));
        var people = sheets.Select(s => RespondentScores.Of(s, baseline)).ToList();
        var domains = Enumerable.Range(0, people[0].Domains.Count).Select(d => ScaleSummary.Of(sheets, [.. people.Select(p => p.Domains[d])])).ToList();
        return new InstrumentReport(
            form.Name,
            form.Points,
            form.Lowest,
            form.Items.Count,
            sheets.Count,
            Moments.Mean(people.Select(p => p.Mass)),
            people.Sum(p => p.Asked - p.Answered),
            Moments.Mean(people.Select(p => p.Acquiescence)),
            Moments.Mean(people.Select(p => p.AcquiescenceLatent)),
            Moments.Mean(people.Select(p => p.Extremity)),
            Scores.Halo.Among([.. people.Select(p => RespondentScores.LatentsOf(p.Domains))]),
            OrderRobustness.Of(sheets.SelectMany(s => s.Responses)),
            domains,
            [.. Enumerable.Range(0, people[0].Facets.Count).Select(f => ScaleSummary.Of(sheets, [.. people.Select(p => p.Facets[f])]))],
            [.. domains.Select(d => WordingsOf(d.Trait, people)).OfType<WordingRobustness>()],
            LevelCurve.Of(sheets),
            baseline is null ? null : RespondentScores.Of(baseline),
            people,
            ItemSummary.Of(sheets));
    }

    private static WordingRobustness? WordingsOf(char trait, List<RespondentScores> people) =>
        WordingRobustness.Of(trait, from p in people
                                    let latent = p.Domains.First(d => d.Trait == trait).Latent.Value
                                    where latent is not null
                                    select (p.Person + string.Concat(p.Doses), p.Wording, latent.Value)); // under each dose by itself
}
