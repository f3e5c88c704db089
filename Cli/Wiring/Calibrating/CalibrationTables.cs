using System.Globalization;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>What a calibration prints: the curves, the controls beside them, and one line a trait.</summary>
internal static class CalibrationTables
{
    private const double Alone = 0.5; // people's own traits go together less than that

    public static void Print(TextWriter output, IReadOnlyDictionary<char, DoseCard> cards, string folder)
    {
        var curves = new TextTable().Add("trait").Add("dose").Add("latent").Add("sd_ref").Add("+- error", drop: 1).Add("yes-saying", drop: 2).Add("ends", drop: 4).Add("halo", drop: 3).Add("KL", drop: 3).Add("row/residual", drop: 2).Add("unanswered", drop: 5);
        foreach (var (trait, card) in cards)
        {
            foreach (var p in card.Calibration!.Curve) curves.Row(trait.ToString(), Signed(p.Raw), Signed(p.Latent), Signed(p.Units), Plain(p.Error), Signed(p.Acquiescence), Plain(p.Extremity), Plain(p.Halo), Plain(p.Divergence), Plain(p.RelativeSize), p.Unanswered.ToString(CultureInfo.InvariantCulture));
        }

        if (cards.Values.Any(c => c.Calibration!.Curve.Count > 0)) curves.Write(output);
        var controls = new TextTable().Add("trait").Add("effect").Add("p").Add("p, Holm", drop: 1).Add("permuted 99 %").Add("isotropic 99 %", drop: 3).Add("same KL 99 %", drop: 3).Add("letter", drop: 4).Add("agree", drop: 4).Add("valence", drop: 4).Add("deranged", drop: 4).Add("projected", drop: 2).Add("cross-fitted", drop: 2).Add("against", drop: 5);
        foreach (var (trait, card) in cards.Where(c => c.Value.Controls is not null))
        {
            var c = card.Controls!;
            string Other(string name) => Signed(c.Others.FirstOrDefault(o => o.Name.StartsWith(name, StringComparison.Ordinal))?.Latent);
            controls.Row(trait.ToString(), Signed(c.Effect.Latent), Plain(c.P), Plain(c.Adjusted), Signed(c.Permuted.P99), Signed(c.Isotropic.P99), Signed(c.KlMatched.P99), Other("letter"), Other("agree"), Other("valence"), Other("deranged"), Signed(card.Calibration!.Projected?.Latent), Signed(card.Calibration.CrossFit?.Latent), c.Effect.AntiSteered is { } a ? a.ToString("0%", CultureInfo.InvariantCulture) : "-");
        }

        if (cards.Values.Any(c => c.Controls is not null)) controls.Write(output);
        foreach (var (trait, card) in cards) output.WriteLine(Line(trait, card));
        output.WriteLine($"Cards: {Folders.Show(folder)}. Effects are half the difference between plus and minus the test dose, in cumulative logits of the trait's own items.");
    }

    /// <summary>The verdict of a trait in one line.</summary>
    public static string Line(char trait, DoseCard card)
    {
        var c = card.Calibration!;
        var words = $"{trait}: {CalibrationSection.Words(c.Verdict)}: {c.Reason}";
        if (c.Reach is not { } reach) return words + "; no doses in trait units.";
        words += string.Create(CultureInfo.InvariantCulture, $"; reaches {reach.Low:+0.0#;-0.0#;0} to {reach.High:+0.0#;-0.0#;0} sd_ref");
        if (c.Achieved is { } a) words += string.Create(CultureInfo.InvariantCulture, $", achieved on asked {a.Slope:0.00} ({a.Low:0.00} to {a.High:0.00}), RMSE {a.Rmse:0.00}");
        return words + Along(c.Along(card.Controls?.Effect.Latent)) + ".";
    }

    // the questionnaire of one trait says nothing of the others: a dose of agreement with every sentence's key would pass
    private static string Along((string Trait, double Share)? most) => most is not { } m
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; moves {m.Trait} by {m.Share:0.00} of that{(Math.Abs(m.Share) > Alone ? ", so it is no dose of this trait alone" : "")}");

    private static string Signed(double? value) => value?.ToString("+0.00#;-0.00#;0", CultureInfo.InvariantCulture) ?? "-";

    private static string Plain(double? value) => value?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "-";
}
