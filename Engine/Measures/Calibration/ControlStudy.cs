using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>Asks a trait's own items under the real direction and under everything that says nothing of the trait.</summary>
/// <param name="form">The trait's items only.</param>
public sealed class ControlStudy(CalibrationBench bench, TestForm form, CalibrationSettings settings)
{
    private const double Near = 1.25; // a divergence within this factor of the real one's counts as matched
    private const int MostTries = 3;

    public (ControlsSection Section, CalibrationVerdict Verdict, string Reason) Run(TraitMaterial material, (string Name, LayerVectors Direction)? deranged = null)
    {
        var (trait, test) = (material.Trait, settings.TestDose);
        var baseline = bench.Ask(form, [Dosing.None])[0];
        var real = Ask(baseline, [material.Named])[0];
        var permutedNames = material.Permuted.Select((p, n) => NamedDirection.Of($"{trait}.permuted{n}", p)).ToList();
        var permuted = Ask(baseline, permutedNames);
        var isotropic = Ask(baseline, [.. material.Isotropic.Select((p, n) => NamedDirection.Of($"{trait}.isotropic{n}", p))]);
        List<(string Name, LayerVectors Direction)> others = [.. material.Others];
        if (deranged is { } borrowed) others.Add((borrowed.Name, TraitMaterial.Matched(borrowed.Direction, material.Real)));
        var othersAsked = Ask(baseline, [.. others.Select(o => NamedDirection.Of($"{trait}.{o.Name}", o.Direction))]);
        var matched = Matched(baseline, permutedNames, permuted, real.Divergence);
        var effect = Effects.WithItems(trait, [(real.Minus, real.Plus)], null);
        var effects = permuted.Select(p => p.Effect).OfType<double>().ToList();
        var (verdict, reason) = SteeringVerdict.Of(real.Effect, effect.Error, effects, Shift.Of(trait, [(real.Minus, real.Plus)]).Acquiescence / 2);
        ControlSpread Spread(IReadOnlyList<Asked> asked) => SteeringVerdict.Spread([.. asked.Select(a => a.Effect)], [.. asked.Select(a => a.Divergence)], real.Effect);
        var section = new ControlsSection(
            test,
            settings.Seed,
            effect,
            CardFile.Round(real.Divergence),
            real.Effect is { } e && effects.Count > 0 ? CardFile.Round(SteeringVerdict.P(e, effects)) : null,
            null,
            1,
            Spread(permuted),
            Spread(isotropic),
            Spread(matched),
            [.. others.Zip(othersAsked, (o, a) => new ControlEffect(o.Name, Effects.Round(a.Effect), Effects.Round(a.Divergence)))]);
        return (section, verdict, reason);
    }

    private sealed record Asked(AnswerSheet Minus, AnswerSheet Plus, double? Effect, double Divergence);

    private List<Asked> Ask(AnswerSheet baseline, List<NamedDirection> directions) => Ask(baseline, directions, [.. Enumerable.Repeat(settings.TestDose, directions.Count)]);

    private List<Asked> Ask(AnswerSheet baseline, IReadOnlyList<NamedDirection> directions, IReadOnlyList<double> doses)
    {
        var sheets = bench.Ask(form, [.. directions.Zip(doses).SelectMany(d => new[] { Dosing.Of(d.First, -d.Second), Dosing.Of(d.First, d.Second) })]);
        return [.. directions.Select((_, i) => new Asked(sheets[2 * i], sheets[(2 * i) + 1], Effects.Of(form.Items[0].Trait, sheets[2 * i], sheets[(2 * i) + 1]), (Divergence.Of(baseline, sheets[2 * i]) + Divergence.Of(baseline, sheets[(2 * i) + 1])) / 2))];
    }

    // divergence grows about with the square of the dose; each try goes on from the nearest so far, and what never comes near is left out
    private List<Asked> Matched(AnswerSheet baseline, List<NamedDirection> directions, List<Asked> asked, double wanted)
    {
        var count = Math.Min(settings.KlMatched, directions.Count);
        var doses = Enumerable.Repeat(settings.TestDose, count).ToArray();
        var now = asked.Take(count).ToList();
        bool Fits(int i) => now[i].Divergence <= wanted * Near && now[i].Divergence >= wanted / Near;
        for (var round = 0; round < MostTries && wanted > 0; round++)
        {
            var open = Enumerable.Range(0, count).Where(i => !Fits(i) && now[i].Divergence > 0).ToList();
            foreach (var i in open) doses[i] = Math.Clamp(doses[i] * Math.Sqrt(wanted / now[i].Divergence), settings.TestDose / settings.MostRaw, settings.MostRaw);
            if (open.Count == 0) break;
            foreach (var (again, i) in Ask(baseline, [.. open.Select(i => directions[i])], [.. open.Select(i => doses[i])]).Zip(open)) now[i] = again;
        }

        return [.. Enumerable.Range(0, count).Where(Fits).Select(i => now[i])];
    }
}
