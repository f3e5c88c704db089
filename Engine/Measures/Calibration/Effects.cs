using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>Half the difference between plus and minus a dose: what is odd in the dose, so that whatever both signs do alike cancels.</summary>
internal static class Effects
{
    public static double? Of(char trait, AnswerSheet minus, AnswerSheet plus) => Shift.Of(trait, [(minus, plus)]).Latent / 2;

    /// <param name="pairs">Sheets of one form; several where folds measured different items.</param>
    public static ItemEffect WithItems(char trait, IReadOnlyList<(AnswerSheet Minus, AnswerSheet Plus)> pairs, double? unit)
    {
        var shift = Shift.Of(trait, pairs);
        var moved = pairs.SelectMany(p => p.Minus.Responses.Zip(p.Plus.Responses)).Where(r => r.First.Item.Trait == trait && r.First.Counts && r.Second.Counts).Select(r => (r.Second.Latent!.Value - r.First.Latent!.Value) * (r.First.Item.Plus ? 1 : -1)).ToList();
        return new ItemEffect(Round(shift.Latent / 2), Round(shift.Error / 2), Round(shift.Latent / 2 / unit), shift.Items, moved.Count == 0 ? null : Round(moved.Count(m => m < 0) / (double)moved.Count));
    }

    /// <summary>Folds that measured different items of a trait, as one: halves are balanced over all of them, not within each.</summary>
    public static ItemEffect WithItemsOfFolds(char trait, IReadOnlyList<(AnswerSheet Minus, AnswerSheet Plus)> folds, double? unit)
    {
        var form = new TestForm(folds[0].Minus.Form.Name, folds[0].Minus.Form.Points, folds[0].Minus.Form.Lowest, [.. folds.SelectMany(f => f.Minus.Form.Items)]);
        AnswerSheet Joined(Func<(AnswerSheet Minus, AnswerSheet Plus), AnswerSheet> side) => new(form, side(folds[0]).Respondent, [.. folds.SelectMany(f => side(f).Responses)]);
        return WithItems(trait, [(Joined(f => f.Minus), Joined(f => f.Plus))], unit);
    }

    public static double? Round(double? value) => value is { } v && double.IsFinite(v) ? CardFile.Round(v) : null;
}
