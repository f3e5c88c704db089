using System.Globalization;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.Scores;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>
/// A card's doses on another file of the same model. Four of them, to both sides, are measured on the trait's own items from that file's own dose 0
/// and held against what the card says, in the card's unit: a run there would get about the shifts that the card promises, or not.
/// </summary>
/// <param name="form">The card's instrument.</param>
public sealed class CardVerifier(CalibrationBench bench, TestForm form)
{
    /// <summary>In trait units; see <see cref="Share"/>.</summary>
    public const double Tolerance = 0.2;

    /// <summary>Of what the card says, where that is more than <see cref="Tolerance"/>.</summary>
    public const double Share = 0.15;

    /// <param name="card">Calibrated, with a reach.</param>
    /// <param name="baseHash">Of both files.</param>
    public VerifiedFile Run(DoseCard card, NamedDirection direction, CardModel model, string baseHash, IReadOnlyDictionary<string, string> mind)
    {
        var (calibration, reach, trait) = (card.Calibration!, card.Calibration!.Reach!, card.Trait[0]);
        var own = form.Only(i => i.Trait == trait);
        List<double> units = [.. new[] { reach.Low, reach.Low / 2, reach.High / 2, reach.High }.Where(u => u != 0).Distinct()];
        List<double> raw = [.. units.Select(u => calibration.RawFor(card.Trait, u))];
        var sheets = bench.Ask(own, [Dosing.None, .. raw.Select(r => Dosing.Of(direction, r))]);
        List<VerifiedDose> doses = [.. units.Select((u, i) => new VerifiedDose(CardFile.Round(raw[i]), CardFile.Round(u), Effects.Round(Shift.Of(trait, [(sheets[0], sheets[i + 1])]).Latent / calibration.SdRef)))];
        var off = doses.Where(d => !IsWithin(d)).ToList();
        var reason = off.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{doses.Count} doses achieve what the card says within {Tolerance:0.0#} sd_ref or {Share:0%}, whichever is more; the largest difference is {doses.Max(d => Math.Abs(d.Found!.Value - d.Wanted)):0.00}")
            : string.Join(", ", off.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Raw:+0.##;-0.##} raw achieves {(d.Found is { } found ? found.ToString("+0.00;-0.00;0", CultureInfo.InvariantCulture) : "nothing measurable")} where the card says {d.Wanted:+0.00;-0.00}")));
        return new VerifiedFile(model, baseHash, mind, Tolerance, Share, doses, off.Count == 0, reason);
    }

    public static bool IsWithin(VerifiedDose dose) => dose.Found is { } found && Math.Abs(found - dose.Wanted) <= Math.Max(Tolerance, Share * Math.Abs(dose.Wanted));
}
