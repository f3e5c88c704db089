using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>A paragraph and tables for a paper.</summary>
internal static class MethodsSection
{
    public static Section Of(IReadOnlyList<RunView> runs, IReadOnlyList<(DataTable Table, string Caption, string Label)> tables)
    {
        var first = runs[0].Manifest;
        var minds = string.Join("; ", runs.SelectMany(r => r.Manifest.Minds).Select(m => $"{m.Key}: {Mind(m.Value.Kind, m.Value.Settings)}").Distinct());
        var what = runs.Count == 1
            ? $"A society of {first.Population} simulated people of the study '{first.Study}' lived through {runs[0].TicksDone} ticks under the arm '{first.Arm}', seed {first.Seed}."
            : $"{runs.Count} runs of {string.Join(", ", runs.Select(r => r.Manifest.Study).Distinct())} were compared: {string.Join(", ", runs.GroupBy(r => r.Manifest.Arm).Select(g => $"{g.Count()} under the arm '{g.Key}'"))}, seeds {string.Join(", ", runs.Select(r => r.Manifest.Seed).Distinct().Order())}.";
        var text = what + $" Minds: {minds}. Each person's five traits are standard normal scores in a balanced population (means, spreads and quantiles as asked for, dealt out by the seed) or come from the run's own table. All randomness comes from counter-based streams named by purpose, person and tick, so that arms of one seed share people and encounters until behaviour differs. " +
            "Probes are asked outside the world and change nothing in it; where a model answers, options are scored by their probability, not sampled. Correlations over people carry Fisher 95 % intervals, means over runs Student-t 95 % intervals; nothing here is corrected for the number of comparisons, so it is to be read as exploratory. " +
            $"Simulated with PersonaSim {first.Persim}.";
        var blocks = new List<IBlock> { new CodeBlock("methods-text", "methods paragraph", text, Folded: false) };
        if (first.EventHash is { } hash && runs.Count == 1) blocks.Add(new Prose($"Event hash {hash}."));
        foreach (var (table, caption, label) in tables.Where(t => t.Table.Rows.Count > 0)) blocks.Add(new CodeBlock("latex-" + Ids.Of(label), $"LaTeX: {caption}", Latex.Table(table, caption, "tab:" + label)));
        return new Section("methods", "Methods and tables", "For a paper; the tables need the package booktabs.", blocks);
    }

    private static string Mind(string kind, IReadOnlyDictionary<string, string> settings) => kind == "rule" ? "the study's own rule (no language model)" : kind + (settings.GetValueOrDefault("model") is { } model ? $" with {model}" : "");
}
