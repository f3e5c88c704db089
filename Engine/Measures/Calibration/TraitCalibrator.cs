using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Engine.Measures.Psychometrics.Statistics;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// One trait: its curve over doses, its controls and verdict, and only where it is steered the doses of trait units and what they achieve on items
/// that had no part in fitting them.
/// </summary>
/// <param name="reference">Sheets of the reference people on <paramref name="form"/>.</param>
public sealed class TraitCalibrator(CalibrationBench bench, TestForm form, IReadOnlyList<AnswerSheet> reference, CalibrationSettings settings, IReadOnlyDictionary<string, string> mind, string referenceSha256)
{
    private const double HalfStep = 0.5;

    public (CalibrationSection Calibration, ControlsSection? Controls) Run(TraitMaterial material, (string Name, LayerVectors Direction)? deranged = null)
    {
        var trait = material.Trait;
        var own = form.Only(i => i.Trait == trait);
        var unit = ReferenceUnit.Of(reference, trait, form);
        var nobody = bench.Ask(form, [Dosing.None])[0];
        if (Shift.Of(trait, [(nobody, nobody)]).Latent is null) return (Silent(nobody, trait, unit), null); // hours of questions would say the same
        var asked = Curve(material);
        var (controls, verdict, reason) = new ControlStudy(bench, own, settings).Run(material, deranged);
        if (verdict == CalibrationVerdict.Steered && !unit.IsOfTheTrait)
        {
            (verdict, reason) = (CalibrationVerdict.NotMeasurable, unit.Steepness is { } r ? $"{unit.People} reference people who were meant to differ in {trait} do not differ so in their answers (correlation {r:0.00}), so there is no unit to count doses in" : "the reference people's answers show no spread, so there is no unit to count doses in");
        }

        var baseline = asked[0.0];
        var sd = unit.IsOfTheTrait ? unit.Sd : null;
        var points = asked.Select(a => Point(material, baseline, a.Key, a.Value, sd)).ToList();
        var rising = verdict == CalibrationVerdict.Steered ? Rising(trait, own, asked, sd!.Value) : [];
        if (verdict == CalibrationVerdict.Steered && rising.Count < 2) (verdict, reason, rising) = (CalibrationVerdict.NotSteered, "its curve does not rise around dose 0", []);
        controls = controls with { Effect = controls.Effect with { Units = Effects.Round(controls.Effect.Latent / sd) } };
        var calibration = new CalibrationSection(
            form.Name,
            Scope,
            verdict,
            reason,
            mind,
            Effects.Round(sd),
            unit.People,
            referenceSha256,
            points,
            rising,
            verdict == CalibrationVerdict.Steered ? Achieved(material, own, asked) : null,
            CrossFit(material, sd),
            Projected(material, own, sd))
        {
            Beside = form.Items.Select(i => i.Trait).Distinct().Where(t => t != trait).ToDictionary(t => t.ToString(), t => Effects.WithItems(t, [(asked[-settings.TestDose], asked[settings.TestDose])], null), StringComparer.Ordinal),
        };
        return (calibration, controls);
    }

    private CalibrationSection Silent(AnswerSheet nobody, char trait, ReferenceUnit unit)
    {
        var items = nobody.Responses.Where(r => r.Item.Trait == trait).ToList();
        return new CalibrationSection(form.Name, Scope, CalibrationVerdict.NotMeasurable, $"undosed, the model answers {items.Count(i => i.Counts)} of the {items.Count} items of {trait} with one of the numbers", mind, null, unit.People, referenceSha256, [], [], null, null, null);
    }

    private string Scope => bench.Scope.ToString().ToLowerInvariant();

    private SortedDictionary<double, AnswerSheet> Curve(TraitMaterial material)
    {
        var sheets = new SortedDictionary<double, AnswerSheet>();
        Ask([.. settings.Doses.Concat([0, settings.TestDose, -settings.TestDose])]);
        foreach (var size in settings.Further)
        {
            var rising = new AchievedCurve(Known(material.Trait, sheets)).Monotone;
            Ask([.. new[] { (Sign: -1, rising[0].Setting, Last: sheets.Keys.First()), (Sign: 1, rising[^1].Setting, Last: sheets.Keys.Last()) }.Where(e => e.Setting == e.Last && size > Math.Abs(e.Last)).Select(e => e.Sign * size)]);
        }

        // where the branch breaks off, doses in the middle to both sides say where; and one each beside 0, where most people are
        var curve = new AchievedCurve(Known(material.Trait, sheets));
        var more = new List<double> { -HalfStep * settings.TestDose, HalfStep * settings.TestDose };
        var doses = sheets.Keys.ToList();
        foreach (var end in new[] { curve.Monotone[0].Setting, curve.Monotone[^1].Setting })
        {
            foreach (var next in new[] { doses.IndexOf(end) - 1, doses.IndexOf(end) + 1 })
            {
                if (next >= 0 && next < doses.Count) more.Add((end + doses[next]) / 2);
            }
        }

        Ask(more);
        return sheets;

        void Ask(IReadOnlyList<double> wanted)
        {
            var open = wanted.Distinct().Where(d => !sheets.ContainsKey(d)).ToList();
            if (open.Count == 0) return;
            foreach (var (dose, sheet) in open.Zip(bench.Ask(form, [.. open.Select(d => Dosing.Of(material.Named, d))]))) sheets[dose] = sheet;
        }
    }

    private static IEnumerable<AchievedPoint> Known(char trait, SortedDictionary<double, AnswerSheet> sheets)
    {
        var baseline = sheets[0.0];
        foreach (var (dose, sheet) in sheets)
        {
            if (Shift.Of(trait, [(baseline, sheet)]).Latent is { } latent) yield return new AchievedPoint(dose, latent, null);
            else if (dose == 0) yield return new AchievedPoint(0, 0, null);
        }
    }

    private static CurvePoint Point(TraitMaterial material, AnswerSheet baseline, double dose, AnswerSheet sheet, double? sd)
    {
        var (shift, scores) = (Shift.Of(material.Trait, [(baseline, sheet)]), RespondentScores.Of(sheet, baseline));
        return new CurvePoint(
            dose,
            Effects.Round(shift.Latent),
            Effects.Round(shift.Error),
            Effects.Round(shift.Latent / sd),
            Effects.Round(shift.Acquiescence),
            Effects.Round(scores.Extremity),
            Effects.Round(scores.Halo),
            Effects.Round(scores.Mass),
            scores.Asked - scores.Answered,
            CardFile.Round(Divergence.Of(baseline, sheet)),
            CardFile.Round(RelativeSize.Of([(dose, RelativeSize.Layers(material.Real))], material.Residual)),
            Effects.Round(scores.Domains.FirstOrDefault(d => d.Trait == material.Trait)?.Score.Value));
    }

    /// <summary>The rising branch around dose 0 on some items, in units of their own reference spread.</summary>
    private static IReadOnlyList<RisingPoint> Rising(char trait, TestForm part, SortedDictionary<double, AnswerSheet> asked, double sd)
    {
        var sheets = new SortedDictionary<double, AnswerSheet>(asked.ToDictionary(a => a.Key, a => a.Value.Only(part)));
        return [.. new AchievedCurve(Known(trait, sheets)).Monotone.Select(p => new RisingPoint(p.Setting, CardFile.Round(p.Latent / sd)))];
    }

    // each half's curve says the doses, the other half says what they achieve
    private AchievedFit? Achieved(TraitMaterial material, TestForm own, SortedDictionary<double, AnswerSheet> asked)
    {
        var (first, second) = ItemHalves.Of(own);
        var folds = new List<AchievedLine.Fold>();
        foreach (var (fit, measure) in new[] { (first, second), (second, first) })
        {
            var (fitUnit, measureUnit) = (ReferenceUnit.Of(reference, material.Trait, fit), ReferenceUnit.Of(reference, material.Trait, measure));
            if (fitUnit.Sd is not { } fitSd || measureUnit.Sd is not { } measureSd) return null;
            var rising = Rising(material.Trait, fit, asked, fitSd);
            if (rising.Count < 2) return null;
            var curve = new AchievedCurve(rising.Select(r => new AchievedPoint(r.Raw, r.Units, null)));
            var (low, high) = (Math.Max(curve.Reach.Low, -Population.Furthest), Math.Min(curve.Reach.High, Population.Furthest)); // what doses do that nobody asks for says nothing of those that people have
            List<(double Units, double Raw)> wanted = [.. Enumerable.Range(0, settings.AskedUnits).Select(n => low + ((high - low) * (n + 0.5) / settings.AskedUnits)).Select(u => (u, curve.SettingFor(u)!.Value))];
            var sheets = bench.Ask(measure, [.. wanted.Select(w => Dosing.Of(material.Named, w.Raw))]);
            folds.Add(new AchievedLine.Fold(measureSd, asked[0.0].Only(measure), [.. wanted.Zip(sheets, (w, s) => (w.Units, w.Raw, s))]));
        }

        return AchievedLine.Of(material.Trait, folds);
    }

    private ItemEffect? CrossFit(TraitMaterial material, double? sd)
    {
        var names = TraitFacets.Of(material.Trait);
        var pairs = new List<(AnswerSheet, AnswerSheet)>();
        foreach (var (direction, measure) in material.Folds)
        {
            var part = form.Only(i => i.Trait == material.Trait && measure.Any(f => names[f - 1] == i.Facet));
            if (part.Items.Count == 0) return null; // an instrument without facets
            var named = NamedDirection.Of($"{material.Trait}.facets{string.Join('-', measure)}", direction);
            var sheets = bench.Ask(part, [Dosing.Of(named, -settings.TestDose), Dosing.Of(named, settings.TestDose)]);
            pairs.Add((sheets[0], sheets[1]));
        }

        return pairs.Count == 0 ? null : Effects.WithItemsOfFolds(material.Trait, pairs, sd);
    }

    private ItemEffect? Projected(TraitMaterial material, TestForm own, double? sd)
    {
        if (material.Projected is not { } projected) return null;
        var named = NamedDirection.Of($"{material.Trait}.projected", projected);
        var sheets = bench.Ask(own, [Dosing.Of(named, -settings.TestDose), Dosing.Of(named, settings.TestDose)]);
        return Effects.WithItems(material.Trait, [(sheets[0], sheets[1])], sd);
    }
}
