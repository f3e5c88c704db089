using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Reports.Cards;

/// <summary>What doses do to the other traits, as matrices.</summary>
internal static class CardLeakageSection
{
    private const double Deviations = 1.96; // of an interval of 95 %

    public static Section Of(LeakageSection leakage)
    {
        List<string> letters = [.. leakage.Traits.Select(t => t.ToString())];
        var blocks = new List<IBlock>
        {
            Matrix("leakage-second", "What a dose moves", $"Shift of the row's trait per unit of the column's, on the half of the items that fitted nothing. Dosed with {Markup.Number(leakage.Units)} units. Condition number on the other half: {Markup.Number(leakage.Condition)}.", letters, leakage.Second, leakage.Error),
            Matrix("leakage-first", "The same on the half that is solved", "The two should look alike.", letters, leakage.First, null),
        };
        foreach (var solved in leakage.Solved)
        {
            blocks.Add(Matrix($"leakage-mix-{solved.Target}", $"Mixes for the target {solved.Target}", "Columns: units of each trait's own dose for one unit of the trait.", letters, solved.Mix, null));
            if (solved.Measured is { } measured) blocks.Add(Matrix($"leakage-solved-{solved.Target}", $"What these mixes did ({solved.Target})", $"Measured on the second half; RMSE {Markup.Number(solved.Rmse ?? double.NaN)} against the target.", letters, measured, solved.Error));
            else blocks.Add(new Notice($"Target {solved.Target}: some of its mixes are out of reach, so they were not measured."));
        }

        if (leakage.Behaviour is { } behaviour) blocks.Add(Matrix("leakage-behaviour", "What a dose moves in behaviour scenarios", "In cumulative logits a unit, on scenarios that share no item with the questionnaire.", letters, behaviour, null));
        if (leakage.Corners is { } corners) blocks.Add(new Tiles([("corners dosed together", $"{corners.Corners}"), ("units each", Markup.Number(corners.Units)), ("measured on predicted", Markup.Number(corners.Slope)), ("R squared", Markup.Number(corners.Share)), ("RMSE", Markup.Number(corners.Rmse))]));
        return new Section("leakage", "Leakage", "What a dose of one trait does to the others, and mixes that undo it.", blocks);
    }

    private static Figure Matrix(string id, string title, string note, List<string> letters, IReadOnlyList<IReadOnlyList<double>> values, IReadOnlyList<IReadOnlyList<double?>>? errors)
    {
        var rows = from r in Enumerable.Range(0, letters.Count) from c in Enumerable.Range(0, letters.Count) let error = errors?[r][c] select (IReadOnlyList<object?>)[letters[r], letters[c], values[r][c], error, values[r][c] - (Deviations * error), values[r][c] + (Deviations * error)];
        var full = Math.Max(0.5, values.SelectMany(v => v).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max());
        var chart = new HeatmapChart(title, "Rows are measured, columns dosed.", letters, letters, [.. values.Select(r => (IReadOnlyList<double?>)[.. r.Select(v => (double?)v)])], full) { RowLabel = "measured", ColumnLabel = "dosed" };
        return new Figure(id, title, note, chart, [new Evidence("matrix", new DataTable(["measured", "dosed", "value", "error", "low", "high"], [.. rows]), Formula: "Half the difference between plus and minus the units, per unit, in units of the row's own sd_ref on these items; error and 95 % interval over items.")]);
    }
}
