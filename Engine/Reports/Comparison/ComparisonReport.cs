using System.Globalization;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Engine.Reports.Run;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>The page of a comparison: verdicts, what they rest on, and what they have to be held against.</summary>
public static class ComparisonReport
{
    /// <param name="header">The one line that may name the comparison and times.</param>
    public static ReportPage Of(ComparisonView view, string? header)
    {
        var (result, declared) = (view.Result, view.Result.Declared);
        var (values, queries) = (new PairedValues(result), ValueQueries.All(view.Runs));
        var finished = result.Runs.Count(r => r.Status == "finished");
        var sections = new List<Section> { Overview(view, finished) };
        sections.AddRange(declared.Primary.Keys.Select(o => OutcomeSection.Of(view, values, o, queries)));
        sections.Add(ArmSummarySection.Of(view, values, queries));
        sections.Add(ControlSection.Of(view, values));
        if (result.Curves.Count > 0) sections.Add(Curves(result.Curves));
        sections.Add(ExploratorySection.Of(view, queries));
        sections.Add(Methods(view));
        sections.Add(DeclaredSection.Of(view));
        var arms = result.Arms.Select(a => a.Arm).Where(a => a != ComparedArm.NoiseFloor).ToList();
        var title = $"{char.ToUpperInvariant(declared.Study[0])}{declared.Study[1..]}: {string.Join(", ", arms)}";
        return new ReportPage(title, $"{finished} of {result.Runs.Count} runs finished, {declared.Population} people, {declared.Ticks} ticks, {(result.Preregistered ? "preregistered" : "declared with the first run")}", header, Banners.Of(view.Runs.Select(r => r.Manifest)), sections);
    }

    private static Section Overview(ComparisonView view, int finished)
    {
        var (result, declared) = (view.Result, view.Result.Declared);
        var primary = result.Contrasts.Where(c => c.Family == "primary").ToList();
        var blocks = new List<IBlock>();
        if (finished < result.Runs.Count) blocks.Add(new Notice($"{result.Runs.Count - finished} of {result.Runs.Count} runs are not finished, so arms with missing runs get no verdict: {string.Join("; ", result.Runs.Where(r => r.Status != "finished").Take(4).Select(r => $"{r.Run} is {r.Status}{(r.Reason.Length > 0 ? $" ({r.Reason.TrimEnd('.')})" : "")}"))}.", Loud: true));
        foreach (var change in result.AfterTheFact) blocks.Add(new Notice($"After the fact: {change}.", Loud: true));
        if (result.Declared.Primary.Count == 0) blocks.Add(new Notice("No outcome was declared: everything here is exploratory.", Loud: true));
        blocks.Add(new Tiles([.. VerdictGrid.Words.Select(v => (v, Count: primary.Count(c => c.Verdict == v))).Where(v => v.Count > 0).Select(v => (v.v, $"{v.Count} of {primary.Count}")), ("seeds", $"{result.Runs.Select(r => r.Seed).Distinct().Count()}"), ("runs", $"{finished}")]));
        if (primary.Count > 0) blocks.Add(new VerdictGrid([.. declared.Primary.Keys], [.. primary.Select(VerdictGrid.Name).Distinct()], primary));
        foreach (var note in result.Notes) blocks.Add(new Notice($"{char.ToUpperInvariant(note[0])}{note[1..]}."));
        return new Section("overview", "Verdicts", "Difference: not likely by chance, after adjustment for everything that was declared. Equivalent: surely smaller than what was declared as not mattering. Identical: no pair differs at all. Undecided: neither can be said, which is no finding of no difference. Refused: the runs do not allow a verdict.", blocks);
    }

    private static Section Curves(IReadOnlyList<TraitCurves> curves)
    {
        var blocks = new List<IBlock> { CurveFigure.Of("curves-chart", curves) };
        if (curves.Any(c => c.Matched)) blocks.Add(CurveFigure.Matches("curves-matches", curves));
        return new Section("curves", curves.Any(c => c.Matched) ? "Curves and equal scores" : "Curves", "A dose and a text of equal trait units need not achieve the same in a model; these are the curves of both, from the model's dose cards.", blocks);
    }

    private static Section Methods(ComparisonView view)
    {
        var (result, declared) = (view.Result, view.Result.Declared);
        string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
        var minds = string.Join("; ", view.Runs.SelectMany(r => r.Manifest.Minds.Values).Select(m => m.Kind == "rule" ? "the study's own rule (no language model)" : $"{m.Kind}{(m.Settings.GetValueOrDefault("model") is { } model ? " with " + model : "")}").Distinct());
        var text = $"{result.Arms.Count} arms ({string.Join(", ", result.Arms.Select(a => a.Arm))}) of the study '{declared.Study}' were run on {declared.Seeds.Count} seeds each, with {declared.Population} simulated people and {declared.Ticks} ticks; minds: {minds}. Arms of one seed share people, places and encounters until behaviour differs, so a run is one data point and differences are taken seed by seed. "
            + $"{declared.Primary.Count} outcomes and {declared.Contrasts.Count(c => !c.StartsWith(ComparedArm.NoiseFloor, StringComparison.Ordinal))} contrasts were declared {(result.Preregistered ? "in a preregistration" : "with the first run")} (SHA-256 {result.DeclaredHash}). Differences were tested by {(declared.Test == CompareTest.T ? "paired t tests" : "sign-flip tests")}, adjusted by Holm over all of them at {Number(declared.Alpha)}; equivalence by two one-sided tests against declared bounds, adjusted likewise. "
            + $"No verdict was given where the rule stood in for more than 2 % of a model's answers. Doses were given as intended. {(result.AfterTheFact.Count > 0 ? "Not as declared: " + string.Join("; ", result.AfterTheFact) + ". " : "")}Simulated with PersonaSim {string.Join(", ", view.Runs.Select(r => r.Manifest.Persim).Distinct())}.";
        var table = new DataTable(["outcome", "contrast", "pairs", "difference", "low", "high", "adjusted p", "verdict"], [.. result.Contrasts.Where(c => c.Family == "primary").Select(c => (IReadOnlyList<object?>)[c.Outcome, VerdictGrid.Name(c), (long)c.Pairs, c.Mean, c.Low, c.High, c.AdjustedP, c.Verdict])]);
        var blocks = new List<IBlock> { new CodeBlock("methods-text", "methods paragraph", text, Folded: false) };
        if (table.Rows.Count > 0) blocks.Add(new CodeBlock("latex-verdicts", "LaTeX: declared outcomes", Latex.Table(table, "Differences between arms over seeds, with 95 % intervals.", "tab:verdicts")));
        return new Section("methods", "Methods and tables", "For a paper; the table needs the package booktabs.", blocks);
    }
}
