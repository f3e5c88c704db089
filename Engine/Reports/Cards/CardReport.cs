using System.Globalization;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Reports.Cards;

/// <summary>The page of a model's dose cards: what each trait's doses do, beside everything that would do as much if the trait were none.</summary>
public static class CardReport
{
    /// <param name="model">The file's name, and what is known of it.</param>
    /// <param name="refused">Traits of which no vector was written, with the reason.</param>
    /// <param name="lines">The verdict of each trait in one line.</param>
    /// <param name="quick">A first look, with few controls.</param>
    public static ReportPage Of(string model, IReadOnlyList<(string Name, string Value)> about, IReadOnlyList<DoseCard> cards, IReadOnlyList<(string Trait, string Reason)> refused, IReadOnlyList<string> lines, bool quick, string? header = null)
    {
        var sections = new List<Section> { Overview(cards, refused, lines) };
        sections.AddRange(cards.Select(CardTraitSection.Of));
        if (cards.Select(c => c.Leakage).FirstOrDefault(l => l is not null) is { } leakage) sections.Add(CardLeakageSection.Of(leakage));
        sections.Add(Methods(cards));
        sections.Add(Facts(about, cards));
        var steered = cards.Count(c => c.IsCalibrated);
        List<string> banners = quick ? ["A first look: 99 permuted directions, fewer of the other controls, no joint doses, no coherence and capability. Doses of a quick card are within reach, not within what was found coherent."] : [];
        return new ReportPage($"Dose card: {model}", $"{steered} of {cards.Count + refused.Count} traits steered", header, banners, sections);
    }

    public static string Number(double? value) => value is { } v ? Markup.Number(v) : "-";

    public static string Signed(double? value) => value?.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) ?? "-";

    private static Section Overview(IReadOnlyList<DoseCard> cards, IReadOnlyList<(string Trait, string Reason)> refused, IReadOnlyList<string> lines)
    {
        var rows = cards.Select(c => (IReadOnlyList<object?>)[
            c.Trait, c.Calibration is { } k ? CalibrationSection.Words(k.Verdict) : "not calibrated", c.Controls?.Effect.Latent, c.Controls?.Permuted.P99, c.Controls?.P, c.Controls?.Adjusted, c.Calibration?.Reach?.Low, c.Calibration?.Reach?.High,
            c.Calibration?.Achieved?.Slope, c.Computed.PairAuc, c.Computed.Stability]).Concat(refused.Select(r => (IReadOnlyList<object?>)[r.Trait, "refused", null, null, null, null, null, null, null, null, null])).ToList();
        var table = new DataTable(["trait", "verdict", "effect", "permuted_99", "p", "p_holm", "reach_low", "reach_high", "achieved_on_asked", "held_out_pairs_right", "halves_cosine"], rows);
        List<IBlock> blocks = [.. lines.Select(l => new Prose(l)), .. refused.Select(r => new Notice($"{r.Trait} was refused before it was measured: {r.Reason}", Loud: true))];
        blocks.Add(new Figure("verdicts", "Verdicts", "Effects in cumulative logits, reach in sd_ref: standard deviations of the reference people.", null, [new Evidence("verdicts", table, Formula: "From the cards.")]));
        return new Section("overview", "Verdicts", "A trait is steered when its effect exceeds the 99th percentile of directions made from the same texts with shuffled labels, and its interval over items lies above 0. In a family of five traits a false one then has a probability of at most 5 %.", blocks);
    }

    private static Section Methods(IReadOnlyList<DoseCard> cards)
    {
        var calibration = cards.Select(c => c.Calibration).FirstOrDefault(c => c is not null);
        var controls = cards.Select(c => c.Controls).FirstOrDefault(c => c is not null);
        var text = calibration is null ? "Nothing was calibrated." :
            $"Directions are computed from contrast texts ({cards[0].Computed.Items.Train} train and {cards[0].Computed.Items.Test} held-out items a trait; method {cards[0].Computed.Method.ToString().ToLowerInvariant()}, position {cards[0].Computed.Settings.Position.ToString().ToLowerInvariant()}). "
            + $"Doses act on {calibration.Scope} tokens. {calibration.Instrument} was given by option probabilities in both orders; an item with less than 0.2 probability on its numbers counts as unanswered. "
            + $"sd_ref is the standard deviation of {calibration.SdRefPeople} reference people who are described in words. "
            + (controls is null ? "" : $"Controls: {controls.Permuted.Count} permuted-label directions, {controls.Isotropic.Count} isotropic, {controls.KlMatched.Count} permuted at the real one's divergence, letter, agree, valence and another trait, all at plus and minus {Number(controls.TestDose)} raw, drawn by seed {controls.Seed}.");
        return new Section("methods", "Methods", "For a paper.", [new CodeBlock("methods-text", "A paragraph", text, Folded: false)]);
    }

    private static Section Facts(IReadOnlyList<(string Name, string Value)> about, IReadOnlyList<DoseCard> cards)
    {
        List<(string, string)> hashes = [.. about];
        foreach (var card in cards)
        {
            hashes.Add(($"{card.Trait}: vector", card.VectorSha256));
            hashes.Add(($"{card.Trait}: contrast items", card.Computed.Items.Sha256));
        }

        if (cards.Select(c => c.Calibration).FirstOrDefault(c => c is not null) is { } calibration)
        {
            hashes.Add(("reference people", calibration.SdRefSha256));
            foreach (var (name, value) in calibration.Mind) hashes.Add(("mind: " + name, value));
        }

        var openings = cards.Select(c => c.Openings).FirstOrDefault(o => o is not null);
        var blocks = new List<IBlock>
        {
            new Prose(openings is null ? "Nobody counted how often the items that judge were opened." : $"Results on the items that judge were looked at {openings} for this model's file, this time included. Whoever changes settings until a trait passes has looked often."),
            new Facts(hashes),
        };
        foreach (var verified in cards.SelectMany(c => c.Verified.Select(v => (c.Trait, File: v)))) blocks.Add(new Prose($"{verified.Trait} on {verified.File.Model.Name} (sha256 {verified.File.Model.Sha256}): {(verified.File.Accepted ? "accepted" : "not accepted")}, {verified.File.Reason}."));
        return new Section("hashes", "What it was measured with", "A card is of this file of the model and of these items; another quantisation has to be verified.", blocks);
    }
}
