using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>What each arm was: doses as intended and as given, whose answers, and how far people follow their own traits and borrowed ones.</summary>
internal static class ArmSummarySection
{
    private const string Own = "adherence/likert/dosed", Borrowed = "borrowed/likert/dosed", Right = "capability/all";
    private const double Nothing = 1e-12; // what rounding leaves of it

    public static Section Of(ComparisonView view, PairedValues values, IReadOnlyDictionary<string, Evidence> queries)
    {
        var table = new DataTable(["arm", "finished", "unfinished", "rule_answers_share", "dose_intended", "dose_applied", "own_trait", "borrowed_trait", "right_answers"],
            [.. view.Result.Arms.Select(a => (IReadOnlyList<object?>)[a.Arm, (long)a.Finished, (long)a.Unfinished, a.FallbackRate, a.IntendedDose, a.AppliedDose, Mean(a.Means, Own), Mean(a.Means, Borrowed), Mean(a.Means, Right)])]);
        var rows = new List<IntervalRow>();
        foreach (var arm in values.Arms)
        {
            foreach (var (outcome, name, series) in new[] { (Own, "own", 0), (Borrowed, "borrowed", 1) })
            {
                if (values.Of(arm, outcome) is not { Count: > 0 } found) continue;
                var mean = MeanInterval.Of(found);
                rows.Add(new IntervalRow($"{arm}: {name}", mean.Mean, mean.Low, mean.High, series));
            }
        }

        var blocks = new List<IBlock>
        {
            new Figure("arm-table", "Arms", "A verdict is refused where more than 2 % of an arm's answers are the rule's, or two arms differ in that by more than one point. Doses: mean size over answers. In a comparison the governor only writes down what it would have done, so intended and applied are the same.", null,
                [new Evidence("arms", table, Formula: "rule_answers_share: fallbacks / answers that a model was asked for (table answers); doses: mean of |intended| and |applied| (table doses); own and borrowed trait: mean over runs of the two slopes; right_answers: mean over runs of the share of right answers to small tasks (probes.capability_every), of which an arm should cost little.")]),
        };
        if (rows.Count > 0)
        {
            blocks.Add(new Figure("arm-traits", "Whose traits answers follow", "Slopes of questionnaire answers on people's own traits and on those that a deranged arm of the seed lends: steering with another trait's direction should show nothing on the own one and everything on the borrowed one.",
                new IntervalChart("Whose traits answers follow", "Slopes on own and borrowed traits by arm, with 95 % intervals over runs.", rows) { Reference = 0, XLabel = "points per standard deviation", Wide = rows.Count > 6 },
                [new Evidence("slopes", new DataTable(["what", "mean", "low", "high"], [.. rows.Select(r => (IReadOnlyList<object?>)[r.Label, r.Value, r.Low, r.High])]), Formula: "mean ± t(0.975; n - 1) sd / sqrt(n) over the runs of an arm."), .. queries.TryGetValue("adherence", out var asked) ? [asked] : Array.Empty<Evidence>()]));
        }

        return new Section("arms", "Arms", "Whether each arm did to people what it was meant to do: the manipulation check.", blocks);
    }

    private static double? Mean(IReadOnlyDictionary<string, double> means, string outcome) => means.TryGetValue(outcome, out var mean) ? Math.Abs(mean) < Nothing ? 0 : mean : null;
}
