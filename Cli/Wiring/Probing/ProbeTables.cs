using System.Globalization;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Reference;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;

namespace PersonaSim.Cli.Wiring.Probing;

/// <summary>What `persim probe` shows in a terminal.</summary>
internal static class ProbeTables
{
    private const int MostRows = 40; // more respondents than that are for --json and --csv

    public static void Print(TextWriter output, ProbeDocument document)
    {
        var report = document.Report;
        Scales(output, "trait", report.Domains, report.Respondents > 1);
        if (report.Facets.Count > 0) Scales(output, "facet", report.Facets, report.Respondents > 1);
        if (report.Levels.Count > 0) Levels(output, report.Levels);
        if (report.Respondents > 1 && report.Levels.Count == 0 && report.Respondents <= MostRows) People(output, report);
        if (report.Wordings.Count > 0) Wordings(output, report.Wordings);
        if (document.SdRef is { } reference) Reference(output, reference);
        output.WriteLine($"{document.Model}{(document.Run is null ? "" : $" for {document.Run}@{document.Tick}")}, {report.Instrument}: {Words.Count(report.Respondents, "respondent")} x {report.Items} items x 2 orders. Unanswered {report.Unanswered} of {report.Items * report.Respondents} items (mass below 0.2 in an order), mean mass {Show(report.Mass)}.");
        output.WriteLine($"Acquiescence {Signed(report.Acquiescence)} points ({Signed(report.AcquiescenceLatent)} latent), extremity {Show(report.Extremity)}, {Halo(report)}; the first order of the options adds {Signed(report.Order.Bias)} +- {Show(report.Order.Error)} to agreement, {Show(report.Order.Size)} in size, and {Percent(report.Order.Flips)} of answers change sides with it.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{document.Questions:N0} questions in {document.Seconds:0.0} s, {document.QuestionsPerSecond:0.0} a second; {document.PromptTokens:N0} prompt tokens, {document.ComputedTokens:N0} computed."));
        if (report.Unanswered == report.Items * report.Respondents) output.WriteLine("Nothing was answered: this model does not give the numbers it is asked for, so it has no scores here.");
    }

    private static void Scales(TextWriter output, string what, IReadOnlyList<ScaleSummary> scales, bool several)
    {
        var table = new TextTable().Add(what).Add("score").Add("+-", drop: 3).Add("latent").Add("+-", drop: 2);
        if (several) table.Add("sd", drop: 1).Add("sd latent", drop: 1).Add("alpha").Add("split-half", drop: 5);
        table.Add("mass").Add("unanswered").Add("acquiescence", drop: 4).Add("order bias", drop: 6);
        foreach (var s in scales)
        {
            string[] spread = several ? [Show(s.ScoreSd), Show(s.LatentSd), Show(s.Reliability.Alpha), Show(s.Reliability.SplitHalf)] : [];
            table.Row([s.Facet.Length > 0 ? $"{s.Trait} {s.Facet}{(s.Balanced ? "" : " *")}" : s.Trait.ToString(), Show(s.Score), Show(s.ScoreError), Signed(s.Latent), Show(s.LatentError), .. spread, Show(s.Mass), $"{s.Unanswered}", Signed(s.Acquiescence), Signed(s.Order.Bias)]);
        }

        table.Write(output);
        if (scales.Any(s => s.Facet.Length > 0 && !s.Balanced)) output.WriteLine("* items of one key only: yes-saying does not cancel.");
    }

    private static void People(TextWriter output, InstrumentReport report)
    {
        var table = new TextTable().Add("respondent");
        foreach (var domain in report.Domains) table.Add($"{domain.Trait}").Add($"{domain.Trait} latent", drop: 1);
        table.Add("acquiescence", drop: 2).Add("extremity", drop: 3).Add("halo", drop: 2).Add("unanswered");
        foreach (var p in report.People) table.Row([PrintableText.Of(p.Id), .. p.Domains.SelectMany(d => new[] { Show(d.Score.Value), Signed(d.Latent.Value) }), Signed(p.Acquiescence), Show(p.Extremity), Show(p.Halo), $"{p.Asked - p.Answered}"]);
        table.Write(output);
    }

    private static void Levels(TextWriter output, IReadOnlyList<LevelCurve> curves)
    {
        var levels = curves.SelectMany(c => c.Points.Select(p => p.Level)).Distinct().Order().ToList();
        var table = new TextTable().Add("trait").Add("wording");
        foreach (var level in levels) table.Add($"level {level}");
        table.Add("rises");
        foreach (var c in curves) table.Row([$"{c.Trait}", $"{c.Wording}", .. levels.Select(l => Signed(c.Points.FirstOrDefault(p => p.Level == l)?.Latent)), c.RisesFrom == c.RisesTo ? "nowhere" : $"{c.RisesFrom} to {c.RisesTo}"]);
        table.Write(output);
        output.WriteLine("What a level achieves in its own trait, in the latent, and the levels around the middle over which it rises.");
    }

    private static void Wordings(TextWriter output, IReadOnlyList<WordingRobustness> wordings)
    {
        var table = new TextTable().Add("trait").Add("people").Add("sd across wordings").Add("sd between people").Add("share of wording").Add("mean latent of each wording", drop: 1);
        foreach (var w in wordings) table.Row($"{w.Trait}", $"{w.People}", Show(w.Within), Show(w.Between), Percent(w.Share), string.Join(", ", w.Means.Select(m => $"{m.Key}: {Signed(m.Value)}")));
        table.Write(output);
    }

    private static void Reference(TextWriter output, SdReference reference)
    {
        var table = new TextTable().Add("trait").Add("people").Add("sd latent").Add("sd score").Add("human sd score").Add("r with what was meant").Add("alpha");
        foreach (var s in reference.Spreads) table.Row($"{s.Trait}", $"{s.People}", Show(s.SdLatent), Show(s.SdScore), Show(s.HumanSdScore), Show(s.Steepness), Show(s.Alpha));
        table.Write(output);
    }

    private static string Halo(InstrumentReport report) =>
        report.Respondents > 1 ? $"halo among respondents {Show(report.Halo)}" : report.People[0].Halo is null ? "no shift to take a halo of" : $"halo of the shift from nobody in particular {Show(report.People[0].Halo)}";

    private static string Show(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Signed(double? value) => value is { } v ? v.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : "-";

    private static string Percent(double? value) => value is { } v ? v.ToString("0%", CultureInfo.InvariantCulture) : "-";
}
