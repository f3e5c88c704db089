using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Comparison;

/// <summary>What a difference has to be held against: nothing at all (none2), and directions that mean nothing (placebo).</summary>
internal static class ControlSection
{
    private const string Placebo = "placebo", Reference = "none", Real = "steer";

    public static Section Of(ComparisonView view, PairedValues values)
    {
        var blocks = new List<IBlock>();
        Noise(view, blocks);
        Draws(view, values, blocks);
        return new Section("controls", "Noise floor and placebo", "none2 is none once more with another number of asks decoded together: what differs between the two is noise. A placebo doses directions of permuted labels, as long as the real ones in each layer.", blocks);
    }

    private static void Noise(ComparisonView view, List<IBlock> blocks)
    {
        var all = view.Result.Contrasts.Where(c => c.Family == "noise").ToList();
        if (all.Count == 0)
        {
            blocks.Add(new Notice("No noise floor: none2 comes with the arm none, which this comparison does not have.", Loud: true));
            return;
        }

        var (measured, same) = (all.Where(c => c.Pairs > 0).ToList(), all.Count(c => c.Verdict == "identical"));
        blocks.Add(new Notice(same == measured.Count && same > 0 ? $"none2 and none are identical in all of {same} outcomes and every pair of runs: batches leave no trace here, so the noise floor is 0." : $"none2 and none are identical in {same} of {measured.Count} outcomes; the noise of the others stands in the table."));
        var shown = measured.OrderBy(c => view.Result.Declared.Primary.ContainsKey(c.Outcome) ? 0 : 1).ThenByDescending(c => c.Noise).ToList();
        blocks.Add(new Figure("noise", "Noise floor", "Declared outcomes first, then by size.", null, [new Evidence("none2 - none", new DataTable(["outcome", "pairs", "mean", "low", "high", "noise", "verdict", "reason"], [.. shown.Select(c => (IReadOnlyList<object?>)[c.Outcome, (long)c.Pairs, c.Mean, c.Low, c.High, c.Noise, c.Verdict, c.Reason])]), Formula: "noise: root mean square of none2 - none over seeds. It is no part of any family.")]) { ShownRows = Math.Max(8, view.Result.Declared.Primary.Count) });
    }

    private static void Draws(ComparisonView view, PairedValues values, List<IBlock> blocks)
    {
        var draws = view.Runs.Where(r => r.Arm == Placebo).GroupBy(r => Draw(r)).Select((g, i) => (Number: i + 1, Hash: g.Key, Seeds: g.Select(r => r.Seed).Order().ToList())).ToList();
        if (draws.Count == 0 || !values.Arms.Contains(Reference)) return;
        var table = new List<IReadOnlyList<object?>>();
        var panels = new List<IChart>();
        foreach (var outcome in view.Result.Declared.Primary.Keys)
        {
            var rows = new List<IntervalRow>();
            void Add(string label, IReadOnlyList<double> differences, int series, string hash, string seeds)
            {
                if (differences.Count == 0) return;
                var mean = MeanInterval.Of(differences);
                rows.Add(new IntervalRow(label, mean.Mean, mean.Low, mean.High, series));
                table.Add([outcome, label, hash, seeds, (long)mean.Count, mean.Mean, mean.Low, mean.High]);
            }

            if (values.Arms.Contains(Real)) Add(Real, [.. values.Differences(Real, Reference, outcome).Select(d => d.Difference)], 0, "", "");
            foreach (var draw in draws) Add($"draw {draw.Number}", [.. values.Differences(Placebo, Reference, outcome).Where(d => draw.Seeds.Contains(d.Seed)).Select(d => d.Difference)], 1, draw.Hash, string.Join(' ', draw.Seeds));
            if (rows.Count > 0) panels.Add(new IntervalChart(outcome, $"Differences from none in {outcome}.", rows) { Reference = 0 });
        }

        if (draws.Count == 1) blocks.Add(new Notice("All seeds had one draw of permuted labels: what the placebo does may be that draw's (persim vectors placebo --draws N makes more).", Loud: true));
        var most = draws.Count + 1;
        blocks.Add(new Figure("placebo-draws", "Placebo draws", $"Each draw's mean difference from none, beside the real directions'. {(draws.Count == 1 ? "One draw" : $"{draws.Count} draws")} over {draws.Sum(d => d.Seeds.Count)} seeds; a draw of one seed has no interval.", new SmallMultiples("Placebo draws", "For each declared outcome the differences of each placebo draw from none, and those of the real directions.", panels) { Columns = 2, PanelAspect = Math.Clamp(0.11 + (0.065 * most), 0.3, 1.6), Series = ["real directions", "permuted labels"] },
            [new Evidence("by draw", new DataTable(["outcome", "what", "direction_sha256", "seeds", "pairs", "mean", "low", "high"], table), Formula: "Seeds grouped by the file of permuted directions that their placebo runs took (manifest); then mean ± t(0.975; n - 1) sd / sqrt(n) of the differences from none.")]));
    }

    // the first of its directions stands for the draw
    private static string Draw(ComparedView run) => run.Manifest.Vectors.FirstOrDefault(v => v.Key.StartsWith(Placebo + "-", StringComparison.Ordinal)).Value is { } hash ? hash[..Math.Min(12, hash.Length)] : "unknown";
}
