using PersonaSim.Engine.Measures.Psychometrics.Statistics;

namespace PersonaSim.Engine.Measures.Psychometrics.Scores;

/// <summary>
/// How far a trait moved from one condition to another, item by item, in the latent: items that only one of the two answered say nothing. The
/// error has items as clusters, however many pairs of sheets there are: more doses of the same items are not more items.
/// </summary>
/// <param name="Latent">Null where a half has no item that both answered.</param>
/// <param name="Acquiescence">What moved in agreement itself; null where items have one key only.</param>
public sealed record Shift(char Trait, double? Latent, double? Error, double? Acquiescence, int Items)
{
    /// <param name="pairs">Sheets of one form.</param>
    public static Shift Of(char trait, IReadOnlyList<(AnswerSheet From, AnswerSheet To)> pairs)
    {
        var moved = new List<Observation>();
        foreach (var (from, to) in pairs)
        {
            if (from.Form.Items.Count != to.Form.Items.Count || from.Form.Name != to.Form.Name) throw new ArgumentException($"{from.Respondent.Id} and {to.Respondent.Id} filled in different forms.", nameof(pairs));
            for (var i = 0; i < from.Responses.Count; i++)
            {
                var (before, after) = (from.Responses[i], to.Responses[i]);
                if (before.Item.Trait == trait && before.Counts && after.Counts) moved.Add(new Observation(before.Item.Id, before.Item.Plus, after.Latent!.Value - before.Latent!.Value));
            }
        }

        var balanced = pairs.Count > 0 && pairs[0].From.Form.Items.Where(i => i.Trait == trait).Select(i => i.Plus).Distinct().Count() == 2;
        var items = moved.Select(m => m.Item).Distinct(StringComparer.Ordinal).Count();
        if (!balanced) return new Shift(trait, Moments.Mean(moved.Select(m => (double?)(m.Plus ? m.Value : -m.Value))), ClusteredError.Of(moved, false), null, items);
        var (plus, minus) = (Moments.Mean(moved.Where(m => m.Plus).Select(m => (double?)m.Value)), Moments.Mean(moved.Where(m => !m.Plus).Select(m => (double?)m.Value)));
        return new Shift(trait, (plus - minus) / 2, ClusteredError.Of(moved, true), (plus + minus) / 2, items);
    }
}
