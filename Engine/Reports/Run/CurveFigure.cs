using PersonaSim.Engine.Measures.Comparison;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;

namespace PersonaSim.Engine.Reports.Run;

/// <summary>What doses and, where measured, texts achieve on a model.</summary>
internal static class CurveFigure
{
    private const int Middle = 4; // of the seven levels

    public static Figure Of(string id, IReadOnlyList<TraitCurves> curves)
    {
        var matched = curves.Any(c => c.Matched);
        var rows = curves.SelectMany(c => c.Doses.Select(d => (IReadOnlyList<object?>)[c.Trait, "dose", d.Raw, d.Units, null, null]).Concat(c.Texts.Select(t => (IReadOnlyList<object?>)[c.Trait, "text", (double)t.Level, t.Units, t.Score, t.Raw])));
        var panels = curves.Select(c => (IChart)new LineChart(c.Trait, $"What doses{(matched ? " and texts" : "")} of {c.Trait} achieve.", [new LineSeries("doses", [.. c.Doses.Select(d => new LinePoint(d.Raw, d.Units))]), .. matched ? new[] { new LineSeries("texts", [.. c.Texts.Select(t => new LinePoint(t.Level - Middle, t.Units))]) } : []]) { Legend = false, XLabel = matched ? "raw dose, or level - 4" : "raw dose", YLabel = "sd", WholeX = false, Ticks = 4 }).ToList();
        return new Figure(id, "What doses achieve", $"On {curves[0].Instrument}, in standard deviations of people described in words, from nobody in particular. {(matched ? "Prompt and steering stand at an equal score: a person's dose is the one that achieves what the text of their level achieves; the data say which." : "Doses are given for people's trait units, whatever their texts achieve (persona.match: units).")}",
            new SmallMultiples("What doses achieve", "For each trait the curve of doses and, where measured, that of the texts' levels.", panels) { Series = matched ? ["doses", "texts"] : ["doses"] },
            [new Evidence("curves", new DataTable(["trait", "what", "setting", "achieved_sd", "score", "dose_that_achieves_it"], [.. rows]), Formula: "Doses: the rising branch of the dose card. Texts: (latent of the level - latent of nobody in particular) / sd_ref, from persim probe --level; the dose that achieves it by straight lines between the doses' points.")]);
    }

    /// <summary>Which dose stands for which text, where the two were set equal.</summary>
    public static Figure Matches(string id, IReadOnlyList<TraitCurves> curves)
    {
        var rows = curves.Where(c => c.Matched).SelectMany(c => c.Texts.Select(t => (IReadOnlyList<object?>)[c.Trait, (long)t.Level, t.Score, t.Latent, t.Units, t.Raw, t.Raw is null ? "out of the doses' reach: nobody of this level could be dosed" : ""]));
        return new Figure(id, "Texts and doses of one score", "A person described at a level in the arm prompt is given this dose in steer, both, deranged and placebo.", null, [new Evidence("texts and doses", new DataTable(["trait", "level", "score", "latent", "achieved_sd", "raw_dose", "remark"], [.. rows]), Formula: "As the curves.")]) { ShownRows = 40 };
    }
}
