using System.Globalization;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Reference;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Instruments;

/// <summary>The page of an instrument that was given to a model: scores, what order and wording do, every respondent and item.</summary>
public static class InstrumentPage
{
    private const double Deviations = 1.96; // of an interval of 95 %
    private const int MostPanels = 12; // more facets than that are for the table

    /// <param name="about">What answers depend on: model, settings, hashes.</param>
    public static ReportPage Of(string model, InstrumentReport report, SdReference? reference, IReadOnlyList<(string Name, string Value)> about, string? header = null)
    {
        var sections = new List<Section> { Scores(report) };
        if (report.Levels.Count > 0) sections.Add(Levels(report));
        if (report.Respondents > 1) sections.Add(People(report));
        if (report.Wordings.Count > 0) sections.Add(Wordings(report));
        if (reference is not null) sections.Add(Reference(reference));
        sections.Add(Items(report));
        sections.Add(new Section("settings", "What answers depend on", "", [new Facts(about)]));
        List<string> banners = report.Unanswered == report.Items * report.Respondents ? ["Nothing was answered: this model does not give the numbers it is asked for, so it has no scores here."] : [];
        return new ReportPage($"{report.Instrument}: {model}", $"{report.Respondents} {(report.Respondents == 1 ? "respondent" : "respondents")}, {report.Items} items in two orders", header, banners, sections);
    }

    private static Section Scores(InstrumentReport report)
    {
        var blocks = new List<IBlock>
        {
            new Tiles([
                ("unanswered items", $"{report.Unanswered} of {report.Items * report.Respondents}"), ("probability on the numbers", Show(report.Mass)), ("acquiescence, points", Signed(report.Acquiescence)), ("extremity", Show(report.Extremity)),
                (report.Respondents > 1 ? "halo among respondents" : "halo from nobody in particular", Show(report.Respondents > 1 ? report.Halo : report.People[0].Halo)), ("order bias, latent", Signed(report.Order.Bias)), ("answers that change sides with the order", report.Order.Flips is { } f ? f.ToString("0 %", CultureInfo.InvariantCulture) : "-")]),
            Scales("domains", "Traits", report.Domains),
        };
        if (report.Facets.Count > 0) blocks.Add(Scales("facets", "Facets", report.Facets));
        return new Section("scores", "Scores", "Each item was asked twice, with numbers that rise with agreement and with numbers that fall. A score is the mean of the plus-keyed half and the reversed minus-keyed half, so that yes-saying cancels; an item with less than 0.2 probability on its numbers in an order counts as unanswered.", blocks);
    }

    private static Figure Scales(string id, string title, IReadOnlyList<ScaleSummary> scales)
    {
        string Name(ScaleSummary s) => s.Facet.Length > 0 ? $"{s.Trait} {s.Facet}" : s.Trait.ToString();
        var rows = scales.Where(s => s.Latent is not null).Select(s => new IntervalRow(Name(s), s.Latent!.Value, s.Latent - (Deviations * s.LatentError), s.Latent + (Deviations * s.LatentError))).ToList();
        var table = new DataTable(
            ["scale", "score", "score_error", "latent", "latent_error", "score_sd", "latent_sd", "alpha", "split_half", "mass", "unanswered", "acquiescence", "order_bias", "both_keys"],
            [.. scales.Select(s => (IReadOnlyList<object?>)[Name(s), s.Score, s.ScoreError, s.Latent, s.LatentError, s.ScoreSd, s.LatentSd, s.Reliability.Alpha, s.Reliability.SplitHalf, s.Mass, (long)s.Unanswered, s.Acquiescence, s.Order.Bias, s.Balanced ? "yes" : "no"])]);
        var chart = rows.Count == 0 ? null : new IntervalChart(title, $"{title}: latents with 95 % intervals over items.", rows) { Reference = 0, XLabel = "latent, cumulative logits", Wide = rows.Count > MostPanels };
        return new Figure(id, title, "With 95 % intervals over items.", chart, [new Evidence(title.ToLowerInvariant(), table, Formula: "Means over respondents; errors with items as clusters; see docs/probe.md.")]);
    }

    private static Section Levels(InstrumentReport report)
    {
        var panels = report.Levels.GroupBy(l => l.Trait).Select(g => (IChart)new LineChart($"{g.Key}", $"What each level of {g.Key}'s text achieves.", [.. g.Select(l => new LineSeries($"wording {l.Wording}", [.. l.Points.Select(p => new LinePoint(p.Level, p.Latent))]))]) { Legend = false, XLabel = "level", YLabel = "" }).ToList();
        var rows = report.Levels.SelectMany(l => l.Points.Select(p => (IReadOnlyList<object?>)[l.Trait.ToString(), (long)l.Wording, (long)p.Level, p.Latent, p.Score, p.Level >= l.RisesFrom && p.Level <= l.RisesTo ? "yes" : "no"])).ToList();
        var series = report.Levels.Select(l => $"wording {l.Wording}").Distinct().ToList();
        return new Section("levels", "Levels of persona texts", "Each trait at each level, the others in the middle.", [new Figure("level-curves", "What levels achieve", "In the trait's own latent.", new SmallMultiples("What levels achieve", "Latent of each trait by the level of its text.", panels) { Series = series }, [new Evidence("levels", new DataTable(["trait", "wording", "level", "latent", "score", "rises"], rows))])]);
    }

    private static Section People(InstrumentReport report)
    {
        var letters = report.Domains.Select(d => d.Trait).ToList();
        var rows = report.People.Select(p => (IReadOnlyList<object?>)[p.Id, p.Person, (long)p.Wording, string.Join(", ", p.Doses.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Direction} {d.Dose:+0.##;-0.##;0}"))), .. p.Domains.SelectMany(d => new object?[] { d.Score.Value, d.Latent.Value }), p.Acquiescence, p.Extremity, p.Halo, (long)(p.Asked - p.Answered)]).ToList();
        var blocks = new List<IBlock>();
        if (DoseCurves(report) is { } curves) blocks.Add(curves);
        blocks.Add(new Figure("respondents", "Respondents", "", null, [new Evidence("respondents", new DataTable(["respondent", "person", "wording", "doses", .. letters.SelectMany(l => new[] { $"{l}_score", $"{l}_latent" }), "acquiescence", "extremity", "halo", "unanswered"], rows))]));
        return new Section("people", "Respondents", "", blocks);
    }

    // respondents who differ in one direction's dose are a curve
    private static Figure? DoseCurves(InstrumentReport report)
    {
        var panels = new List<IChart>();
        foreach (var direction in report.People.Where(p => p.Doses.Count == 1 && p.Wording == 0).GroupBy(p => p.Doses[0].Direction).Where(g => g.Count() > 1))
        {
            var zero = report.Baseline is { } b ? direction.Append(b with { Doses = [new Minds.DirectionDose(direction.Key, 0)] }) : direction;
            var series = report.Domains.Select(d => new LineSeries(d.Trait.ToString(), [.. zero.DistinctBy(p => p.Doses[0].Dose).Select(p => (p.Doses[0].Dose, p.Domains.First(x => x.Trait == d.Trait).Latent.Value)).Where(p => p.Value is not null).Select(p => new LinePoint(p.Dose, p.Value!.Value))])).ToList();
            panels.Add(new LineChart($"doses of {direction.Key}", $"Latents by dose of {direction.Key}.", series) { Legend = false, XLabel = "dose", WholeX = false });
        }

        if (panels.Count == 0) return null;
        var rows = report.People.Where(p => p.Doses.Count == 1).SelectMany(p => p.Domains.Select(d => (IReadOnlyList<object?>)[p.Doses[0].Direction, (double)p.Doses[0].Dose, d.Trait.ToString(), d.Latent.Value, d.Latent.Error])).ToList();
        return new Figure("dose-curves", "What doses do", "All traits under doses of one direction.", new SmallMultiples("What doses do", "Latents of all traits by dose.", panels) { Series = [.. report.Domains.Select(d => d.Trait.ToString())] }, [new Evidence("doses", new DataTable(["direction", "dose", "trait", "latent", "error"], rows))]);
    }

    private static Section Wordings(InstrumentReport report) => new("wordings", "Wording", "The same people described in other words.", [new Figure("wording-table", "What wording does", "", null, [new Evidence("wordings", new DataTable(["trait", "people", "sd_across_wordings", "sd_between_people", "share_of_wording"], [.. report.Wordings.Select(w => (IReadOnlyList<object?>)[w.Trait.ToString(), (long)w.People, w.Within, w.Between, w.Share])]))])]);

    private static Section Reference(SdReference reference) => new("reference", "The unit of doses", "Standard deviations of the reference people under the prompt arm.", [new Figure("sd-ref", "sd_ref", "", null, [new Evidence("sd_ref", new DataTable(["trait", "people", "sd_latent", "sd_score", "human_sd_score", "r_with_meant", "alpha"], [.. reference.Spreads.Select(s => (IReadOnlyList<object?>)[s.Trait.ToString(), (long)s.People, s.SdLatent, s.SdScore, s.HumanSdScore, s.Steepness, s.Alpha])]))])]);

    private static Section Items(InstrumentReport report) => new("items", "Items", "Not keyed: agreement with the sentence as it stands.", [new Figure("item-table", "Items", "", null, [new Evidence("items", new DataTable(["item", "trait", "facet", "key", "text", "answered", "asked", "agreement", "latent", "latent_sd", "order_bias", "mass", "least_mass"], [.. report.ItemTable.Select(i => (IReadOnlyList<object?>)[i.Item, i.Trait.ToString(), i.Facet, i.Plus ? "+" : "-", i.Text, (long)i.Answered, (long)i.Asked, i.Agreement, i.Latent, i.LatentSd, i.OrderBias, i.Mass, i.LeastMass])]))])]);

    private static string Show(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Signed(double? value) => value is { } v ? v.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : "-";
}
