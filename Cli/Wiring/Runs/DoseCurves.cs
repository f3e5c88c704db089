using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>A run's table of doses as curves to be shown, a trait each.</summary>
internal static class DoseCurves
{
    public static IReadOnlyList<TraitCurves> Of(DoseTable table) =>
        [.. table.Directions.GroupBy(d => d.Trait, StringComparer.Ordinal).Select(g => g.First()).OrderBy(d => Traits.Letters.IndexOf(d.Trait, StringComparison.Ordinal)).Select(Of)];

    private static TraitCurves Of(TraitDose dose) => new(
        dose.Trait, dose.Instrument, dose.Match is not null,
        [.. dose.Rising.Select(r => new DosePoint(r.Raw, r.Units))],
        [.. (dose.Match?.Levels ?? []).Select(l => new TextPoint(l.Level + PersonaText.Highest + 1, l.Latent, l.Score, l.Units, RisingCurve.RawFor(dose.Rising, l.Units)))]);
}
