using System.Globalization;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Reports.Cards;

/// <summary>The page of a verification: what a model's cards say of some doses, and what these did on another file of it.</summary>
public static class VerifiedReport
{
    /// <param name="model">The file on which the doses were measured, and what is known of it.</param>
    /// <param name="cards">With what was found on that file.</param>
    public static ReportPage Of(string model, IReadOnlyList<(string Name, string Value)> about, IReadOnlyList<(DoseCard Card, VerifiedFile Found)> cards, ItemOpenings openings, string? header = null)
    {
        var sections = new List<Section> { Overview(cards) };
        sections.AddRange(cards.Select(c => Trait(c.Card, c.Found)));
        sections.Add(Facts(about, cards, openings));
        return new ReportPage($"Dose cards of {cards[0].Card.Computed.Model.Name} on {model}", $"{cards.Count(c => c.Found.Accepted)} of {cards.Count} hold", header, [], sections);
    }

    private static Section Overview(IReadOnlyList<(DoseCard Card, VerifiedFile Found)> cards)
    {
        List<IBlock> blocks = [.. cards.Select(c => (IBlock)(c.Found.Accepted ? new Prose($"{c.Card.Trait} holds: {c.Found.Reason}.") : new Notice($"{c.Card.Trait} does not hold: {c.Found.Reason}. A run on this file refuses its card.", Loud: true)))];
        var (tolerance, share) = (cards[0].Found.Tolerance, cards[0].Found.Share);
        return new Section("overview", "Do the cards hold?", string.Create(CultureInfo.InvariantCulture, $"The ends of each trait's reach and the points half-way to them, on the trait's own items, from this file's own dose 0, in the card's unit. Within {tolerance:0.0#} sd_ref or {share:0%} of what the card says, whichever is more, a dose holds."), blocks);
    }

    private static Section Trait(DoseCard card, VerifiedFile found)
    {
        var id = "trait-" + card.Trait;
        var measured = found.Doses.Where(d => d.Found is not null).Select(d => new LinePoint(d.Raw, d.Found!.Value)).ToList();
        var chart = new LineChart($"{card.Trait}: the card and this file", "Trait units by raw dose, as the card has them and as they were found here.", [new LineSeries("the card", [.. card.Calibration!.Rising.Select(r => new LinePoint(r.Raw, r.Units))]), new LineSeries("this file", measured)]) { XLabel = "raw dose", YLabel = "sd_ref", WholeX = false };
        var rows = found.Doses.Select(d => (IReadOnlyList<object?>)[d.Raw, d.Wanted, d.Found, d.Found - d.Wanted, CardVerifier.IsWithin(d) ? "yes" : "no"]).ToList();
        var figure = new Figure(id, $"{card.Trait}: the card and this file", found.Accepted ? "Holds." : "Does not hold.", chart, [new Evidence("doses", new DataTable(["raw", "card", "found", "difference", "holds"], rows), Formula: "Shift of the trait's latent from dose 0 over the card's sd_ref.")]);
        return new Section(id + "-section", card.Trait, "", [figure]);
    }

    private static Section Facts(IReadOnlyList<(string Name, string Value)> about, IReadOnlyList<(DoseCard Card, VerifiedFile Found)> cards, ItemOpenings openings)
    {
        List<(string, string)> facts = [.. about, ("cards made on", cards[0].Card.Computed.Model.Name), ("its sha256", cards[0].Card.Computed.Model.Sha256), ("norms of both", cards[0].Found.Base)];
        facts.AddRange(cards.Select(c => ($"{c.Card.Trait}: vector", c.Card.VectorSha256)));
        facts.AddRange(cards[0].Found.Mind.Select(m => ("mind: " + m.Key, m.Value)));
        return new Section("hashes", "What it was measured with", "Two files count as one model where all norms, which every quantisation keeps in full precision, are equal bit for bit.",
            [new Prose($"Results on the items that judge were looked at {string.Join(", ", openings.ByInstrument.Select(o => $"{o.Value} {(o.Value == 1 ? "time" : "times")} ({o.Key})"))} for this file, this time included."), new Facts(facts)]);
    }
}
