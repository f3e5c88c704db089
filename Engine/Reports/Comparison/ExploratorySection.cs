using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>Everything that was not declared: shown whole, adjusted by nothing, and called by what it is.</summary>
internal static class ExploratorySection
{
    private const int Drawn = 12;

    public static Section Of(ComparisonView view, IReadOnlyDictionary<string, Evidence> queries)
    {
        var all = view.Result.Contrasts.Where(c => c.Family == "exploratory").OrderBy(c => c.P ?? double.PositiveInfinity).ThenBy(c => c.Outcome, StringComparer.Ordinal).ToList();
        var blocks = new List<IBlock>();
        if (all.Count == 0) return new Section("exploratory", "Exploratory", "Every outcome was declared.", blocks);
        // how arms follow traits stands with the arms; here it would crowd out everything else
        var told = all.Where(c => c is { Mean: not null, Low: not null, Sd: > 0 } && !c.Outcome.StartsWith(OutcomeKey.Adherence, StringComparison.Ordinal) && !c.Outcome.StartsWith(OutcomeKey.Borrowed, StringComparison.Ordinal) && !c.Outcome.EndsWith(OutcomeKey.Last, StringComparison.Ordinal)).Take(Drawn).ToList();
        if (told.Count > 0)
        {
            blocks.Add(new Figure("exploratory-top", $"The {told.Count} least likely by chance", "In standard deviations of the pairs' differences, so that outcomes of all units stand on one axis; without slopes on traits and last values. They were picked because they are large.", new IntervalChart("Exploratory differences", "The exploratory differences that are least likely by chance, in standard deviations of the pairs.", [.. told.Select(c => new IntervalRow($"{c.Outcome}: {VerdictGrid.Name(c)}", c.Mean!.Value / c.Sd!.Value, c.Low / c.Sd, c.High / c.Sd))]) { Wide = true, Reference = 0, XLabel = "mean difference / sd of the pairs" },
                [new Evidence("shown", OutcomeSection.Table(told), Formula: OutcomeSection.Formula)]));
        }

        blocks.Add(new Figure("exploratory-all", "All exploratory contrasts", "By p; the CSV has all columns and rows.", null, [new Evidence("exploratory contrasts", OutcomeSection.Table(all), Formula: OutcomeSection.Formula), .. queries.Values.Distinct()]) { ShownRows = 25 });
        if (view.Result.Within.Count > 0) blocks.Add(Within(view));
        return new Section("exploratory", "Exploratory", $"{all.Count} contrasts of outcomes that nobody declared. Their p is unadjusted: of so many up to {Math.Round(all.Count * 0.05):0} would lie below 0.05 if no arm did anything. Whatever is found here has to be declared and found again on other seeds.", blocks);
    }

    private static Figure Within(ComparisonView view)
    {
        var rows = view.Result.Within.OrderBy(w => w.P ?? double.PositiveInfinity).Select(w => (IReadOnlyList<object?>)[w.Arm, w.Outcome, $"{w.Left} - {w.Right}", (long)w.Towns, w.Difference, w.P]);
        return new Figure("within", "Inside mixed towns", "Where half of a town has one arm and half another: the difference between the halves, and its chance under other assignments of the same people. Valid for the hypothesis that the arm changes nobody, neighbours included.", null, [new Evidence("inside mixed towns", new DataTable(["town", "outcome", "people", "towns", "difference", "p"], [.. rows]), Formula: "Mean over towns of the treated people's value less the others'; p = (1 + reassignments at least as far apart) / (1 + reassignments), people reassigned inside each town. Unadjusted.")]) { ShownRows = 15 };
    }
}
