using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Contrast;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// What doses of some traits do to each other: measured and solved on one half of the items, reported on the other; all corners together; and on
/// behaviour scenarios, which have no item in common with either.
/// </summary>
/// <param name="reference">Sheets of the reference people on <paramref name="form"/>.</param>
/// <param name="scenarios">The behaviour scenarios.</param>
public sealed class LeakageStudy(CalibrationBench bench, TestForm form, TestForm scenarios, IReadOnlyList<AnswerSheet> reference)
{
    private const double CornerShare = 0.5; // of the units of a single dose: five together add up

    /// <summary>A trait that is steered.</summary>
    public sealed record Steered(char Trait, NamedDirection Direction, CalibrationSection Calibration);

    /// <returns>Null with fewer than two traits: nothing could leak.</returns>
    public LeakageSection? Run(IReadOnlyList<Steered> traits)
    {
        if (traits.Count < 2) return null;
        var units = Math.Min(1, traits.Min(t => Math.Min(-t.Calibration.Reach!.Low, t.Calibration.Reach.High)));
        if (units <= 0) return null;
        var (first, second) = ItemHalves.Of(form);
        Dosing[] ends = [.. traits.SelectMany(t => new[] { -units, units }.Select(u => Mix([(t, u)])!))];
        var sheets = bench.Ask(form, ends);
        var (fit, _) = Matrix(traits, sheets, first, units);
        var (measured, error) = Matrix(traits, sheets, second, units);
        if (fit is null || measured is null) return null;
        return new LeakageSection(
            string.Concat(traits.Select(t => t.Trait)),
            CardFile.Round(units),
            Rounded(fit),
            Rounded(measured),
            error!,
            Matrices.Condition(fit) is var condition && double.IsFinite(condition) ? CardFile.Round(condition) : double.MaxValue,
            Matrices.Inverse(fit) is { } inverse ? [Solve("orthogonal", inverse, (_, _) => 0), Solve("human", inverse, TraitCorrelations.Human)] : [],
            Corners(traits, CornerShare * units),
            Behaviour(traits, ends, units));

        SolvedLeakage Solve(string target, double[][] inverse, Func<int, int, double> together)
        {
            double[][] wanted = [.. traits.Select(i => traits.Select(j => i == j ? 1 : together(Place(i.Trait), Place(j.Trait))).ToArray())];
            var mix = Matrices.Multiply(inverse, wanted);
            List<Dosing> doses = [.. Enumerable.Range(0, traits.Count).SelectMany(j => new[] { -units, units }.Select(u => Mix([.. traits.Select((t, k) => (t, mix[k][j] * u))]))).OfType<Dosing>()];
            if (doses.Count < 2 * traits.Count) return new SolvedLeakage(target, Rounded(mix), null, null, null);
            var (solved, solvedError) = Matrix(traits, bench.Ask(second, doses), second, units);
            return new SolvedLeakage(target, Rounded(mix), solved is null ? null : Rounded(solved), solvedError, solved is null ? null : CardFile.Round(Math.Sqrt(solved.Zip(wanted, (s, w) => s.Zip(w, (a, b) => (a - b) * (a - b)).Sum()).Sum() / (traits.Count * traits.Count))));
        }
    }

    // null: one of the doses is out of its trait's reach
    private static Dosing? Mix(IReadOnlyList<(Steered Trait, double Units)> parts) =>
        parts.All(p => p.Units >= p.Trait.Calibration.Reach!.Low && p.Units <= p.Trait.Calibration.Reach.High) ? new Dosing([.. parts.Select(p => (p.Trait.Direction, p.Trait.Calibration.RawFor(p.Trait.Trait.ToString(), p.Units)))]) : null;

    // sheets: minus and plus of every column; per unit, in units of the row's own spread on these items
    private (double[][]? Values, double?[][]? Errors) Matrix(IReadOnlyList<Steered> traits, IReadOnlyList<AnswerSheet> sheets, TestForm part, double units)
    {
        var (values, errors) = (new List<double[]>(), new List<double?[]>());
        foreach (var row in traits)
        {
            if (ReferenceUnit.Of(reference, row.Trait, part).Sd is not { } sd) return (null, null);
            var shifts = Enumerable.Range(0, traits.Count).Select(j => Shift.Of(row.Trait, [(Part(sheets[2 * j]), Part(sheets[(2 * j) + 1]))])).ToList();
            if (shifts.Any(s => s.Latent is null)) return (null, null);
            values.Add([.. shifts.Select(s => s.Latent!.Value / 2 / units / sd)]);
            errors.Add([.. shifts.Select(s => Effects.Round(s.Error / 2 / units / sd))]);
        }

        return ([.. values], [.. errors]);

        AnswerSheet Part(AnswerSheet sheet) => sheet.Form == part ? sheet : sheet.Only(part);
    }

    private Additivity? Corners(IReadOnlyList<Steered> traits, double units)
    {
        var alone = bench.Ask(form, [Dosing.None, .. traits.SelectMany(t => new[] { -units, units }.Select(u => Mix([(t, u)])!))]);
        var corners = Enumerable.Range(0, 1 << traits.Count).ToList();
        bool Up(int corner, int trait) => (corner >> trait & 1) == 1;
        var together = bench.Ask(form, [.. corners.Select(c => Mix([.. traits.Select((t, k) => (t, Up(c, k) ? units : -units))])!)]);
        var points = new List<(double Predicted, double Measured)>();
        foreach (var row in traits)
        {
            if (ReferenceUnit.Of(reference, row.Trait, form).Sd is not { } sd) return null;
            double? Moved(AnswerSheet to) => Shift.Of(row.Trait, [(alone[0], to)]).Latent / sd;
            var single = Enumerable.Range(0, 2 * traits.Count).Select(n => Moved(alone[n + 1])).ToList();
            foreach (var corner in corners)
            {
                if (traits.Select((_, k) => single[(2 * k) + (Up(corner, k) ? 1 : 0)]).Aggregate((double?)0, (sum, s) => sum + s) is { } predicted && Moved(together[corner]) is { } moved) points.Add((predicted, moved));
            }
        }

        return points.Count == 0 ? null : Line(points, corners.Count, units);
    }

    /// <summary>Measured on predicted.</summary>
    internal static Additivity Line(IReadOnlyList<(double Predicted, double Measured)> points, int corners, double units)
    {
        var (x, y) = (points.Average(p => p.Predicted), points.Average(p => p.Measured));
        var (xx, xy, yy) = (points.Sum(p => (p.Predicted - x) * (p.Predicted - x)), points.Sum(p => (p.Predicted - x) * (p.Measured - y)), points.Sum(p => (p.Measured - y) * (p.Measured - y)));
        return new Additivity(corners, CardFile.Round(units), xx > 0 ? CardFile.Round(xy / xx) : 0, xx > 0 && yy > 0 ? CardFile.Round(xy * xy / (xx * yy)) : 0, CardFile.Round(Math.Sqrt(points.Average(p => (p.Measured - p.Predicted) * (p.Measured - p.Predicted)))));
    }

    private IReadOnlyList<IReadOnlyList<double>>? Behaviour(IReadOnlyList<Steered> traits, IReadOnlyList<Dosing> ends, double units)
    {
        var sheets = bench.Ask(scenarios, ends);
        var rows = traits.Select(row => Enumerable.Range(0, traits.Count).Select(j => Effects.Of(row.Trait, sheets[2 * j], sheets[(2 * j) + 1]) / units).ToList()).ToList();
        return rows.Any(r => r.Any(v => v is null)) ? null : Rounded([.. rows.Select(r => r.Select(v => v!.Value).ToArray())]);
    }

    private static IReadOnlyList<IReadOnlyList<double>> Rounded(IReadOnlyList<IReadOnlyList<double>> matrix) => [.. matrix.Select(r => (IReadOnlyList<double>)[.. r.Select(CardFile.Round)])];

    private static int Place(char trait) => TraitFacets.Letters.IndexOf(trait, StringComparison.Ordinal);
}
