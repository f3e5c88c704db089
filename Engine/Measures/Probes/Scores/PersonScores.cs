using PersonaSim.Engine.Measures.Probes.Instruments;
using PersonaSim.Engine.Runs.Rows;

namespace PersonaSim.Engine.Measures.Probes.Scores;

/// <summary>Scores from the rows of one firing.</summary>
public static class PersonScores
{
    private const double LowPlusHigh = 6;

    /// <summary>One score for each person, condition and trait, in the order of the rows.</summary>
    /// <param name="rows">Rows of this instrument's items, also those of a stability probe; others, e.g. behaviour, are no answers to it.</param>
    public static IReadOnlyList<PersonScore> Of(Instrument instrument, IEnumerable<ProbeRow> rows)
    {
        var items = instrument.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        return [.. rows.GroupBy(r => (r.Who, r.Condition, items[r.Item].Trait)).Select(g => new PersonScore(g.Key.Who, g.Key.Condition, g.Key.Trait, TraitScore.Of([.. g.Select(r => Answer(items[r.Item], r))])))];
    }

    // a row's value is reversed where the item is minus-keyed
    private static ItemAnswer Answer(InstrumentItem item, ProbeRow row) => new(item.Plus, item.Plus ? row.Value : LowPlusHigh - row.Value);
}
