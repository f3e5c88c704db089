using PersonaSim.Engine.Measures.Trends;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>Every trait by every method with every other: do questionnaires with and without the dose, deeds and an observer measure the same?</summary>
internal static class MultimethodFigure
{
    private const int MostMethods = 5; // more do not fit into a picture; the data have all

    /// <summary>Null: fewer than two methods told people apart.</summary>
    public static Figure? Of(Evidence scores)
    {
        var rows = scores.Rows;
        // what is asked again and again is the same method
        var measured = Enumerable.Range(0, rows.Rows.Count).Where(i => rows.Text(i, "instrument") != "stability").GroupBy(i => (Method: $"{rows.Text(i, "instrument")}, {rows.Text(i, "condition")}", Trait: rows.Text(i, "trait")))
            .Select(g => (g.Key.Method, g.Key.Trait, Scores: (IReadOnlyDictionary<string, double>)g.ToDictionary(i => rows.Text(i, "who"), i => rows.Number(i, "score")!.Value))).OrderBy(m => m.Method, StringComparer.Ordinal).ThenBy(m => RunView.Letters.IndexOf(m.Trait, StringComparison.Ordinal)).ToList();
        var cells = Multimethod.Of(measured);
        var methods = measured.Select(m => m.Method).Distinct().Where(m => cells.Any(c => c.R is not null && (c.Method == m || c.OtherMethod == m))).ToList();
        if (methods.Count < 2) return null;
        var table = new DataTable(["method", "trait", "other_method", "other_trait", "people", "r"], [.. cells.Select(c => (IReadOnlyList<object?>)[c.Method, c.Trait, c.OtherMethod, c.OtherTrait, (long)c.People, c.R])]);
        var shown = measured.Where(m => methods.Take(MostMethods).Contains(m.Method)).ToList();
        var known = cells.ToDictionary(c => (c.Method, c.Trait, c.OtherMethod, c.OtherTrait), c => c.R);
        double? R(int a, int b) => a == b ? null : known[a < b ? (shown[a].Method, shown[a].Trait, shown[b].Method, shown[b].Trait) : (shown[b].Method, shown[b].Trait, shown[a].Method, shown[a].Trait)];
        var values = Enumerable.Range(0, shown.Count).Select(a => (IReadOnlyList<double?>)[.. Enumerable.Range(0, shown.Count).Select(b => R(a, b))]).ToList();
        var chart = new HeatmapChart("Each trait by each method", "Correlations over people of every trait by every method with every other.", [.. shown.Select(m => $"{m.Trait}{methods.IndexOf(m.Method) + 1}: {m.Method}")], [.. shown.Select(m => $"{m.Trait}{methods.IndexOf(m.Method) + 1}")], values, 1) { Wide = true };
        var (convergent, same, neither) = Multimethod.Means(cells);
        return new Figure("multimethod", "Each trait by each method", $"One trait by two methods: mean r {Shown(convergent)}. Two traits by one method: mean |r| {Shown(same)}. Two traits by two methods: {Shown(neither)}. The first should be high, the last low; the middle one is what the method adds by itself.", chart,
            [new Evidence("multitrait-multimethod table", table, Formula: "Pearson's r of people's scores (the query), each pair of trait and method once; no number where one side does not vary. Without stability, which asks a part of the questionnaire again."), scores]);
    }

    private static string Shown(double? r) => r is { } number ? Markup.Number(Math.Round(number, 2)) : "-";
}
