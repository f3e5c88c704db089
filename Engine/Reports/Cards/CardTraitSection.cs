using PersonaSim.Engine.Reports.Charts;
using PersonaSim.Engine.Reports.Page;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Engine.Reports.Cards;

/// <summary>A trait: its curve, the directions beside it, coherence and capability.</summary>
internal static class CardTraitSection
{
    private const double Deviations = 1.96; // of an interval of 95 %
    private const int Bins = 24;

    public static Section Of(DoseCard card)
    {
        var blocks = new List<IBlock>();
        if (card.Calibration is not { } calibration)
        {
            blocks.Add(new Notice("Not calibrated."));
            return new Section(Id(card), Name(card), "", blocks);
        }

        if (calibration.Curve.Count > 0) blocks.Add(Curve(card, calibration));
        if (card.Controls is { } controls)
        {
            if (controls.Permuted.Effects.Count > 1) blocks.Add(Null(card, controls));
            blocks.Add(Controls(card, controls));
        }

        if (calibration.Achieved is { } achieved) blocks.Add(Achieved(card, achieved));
        if (calibration.Curve.Count > 0) blocks.Add(Beside(card, calibration));
        if (card.Capability is { } capability) blocks.AddRange(Capability(card, capability));
        else if (calibration.Reach is not null) blocks.Add(new Notice("Coherence and capability were not measured."));
        blocks.Add(Layers(card));
        return new Section(Id(card), Name(card), $"{CalibrationSection.Words(calibration.Verdict)}: {calibration.Reason}.", blocks);
    }

    private static Figure Curve(DoseCard card, CalibrationSection calibration)
    {
        var all = calibration.Curve.Where(p => p.Latent is not null).Select(p => new LinePoint(p.Raw, p.Latent!.Value, p.Latent - (Deviations * p.Error), p.Latent + (Deviations * p.Error))).ToList();
        var series = new List<LineSeries> { new("doses", all) };
        if (calibration.Reach is not null) series.Add(new LineSeries("reachable", [.. calibration.Rising.Select(r => new LinePoint(r.Raw, r.Units * calibration.SdRef!.Value))]));
        if (card.Controls is { Permuted: { P99: { } p99, Effects: { Count: > 1 } effects } } controls)
        {
            var test = controls.TestDose;
            var (low, high) = (effects[(int)(0.025 * (effects.Count - 1))], effects[(int)Math.Ceiling(0.975 * (effects.Count - 1))]);
            // effects are odd in the dose: what a direction does at plus the test dose it undoes at minus
            series.Add(new LineSeries("permuted labels, 95 % of them", [new LinePoint(-test, -effects.Average(), -high, -low), new LinePoint(0, 0, 0, 0), new LinePoint(test, effects.Average(), low, high)]));
            series.Add(new LineSeries("their 99th percentile", [new LinePoint(-test, -p99), new LinePoint(0, 0), new LinePoint(test, p99)]));
        }

        var rows = calibration.Curve.Select(p => (IReadOnlyList<object?>)[p.Raw, p.Latent, p.Error, p.Units]).ToList();
        var note = calibration.Reach is { } reach ? $"Reachable: {CardReport.Signed(reach.Low)} to {CardReport.Signed(reach.High)} sd_ref (one sd_ref is {CardReport.Number(calibration.SdRef)} logits). " : "Nothing can be dosed in trait units. ";
        return new Figure(Id(card) + "-curve", $"{Name(card)}: what doses do", note + "Permuted directions were asked at plus and minus the test dose; the lines between are drawn to the eye.",
            new LineChart($"{Name(card)}: what doses do", $"The shift of {card.Trait} from dose 0 by raw dose, with 95 % intervals over items, beside directions made from shuffled labels.", series) { XLabel = "raw dose", YLabel = "shift of the own trait, cumulative logits", WholeX = false, Wide = true, Aspect = 0.45 },
            [new Evidence("curve", new DataTable(["raw", "latent", "error", "units"], rows), Formula: "Shift of the trait's latent from dose 0 with its standard error over items; units are latents over sd_ref.")]);
    }

    private static Figure Null(DoseCard card, ControlsSection controls)
    {
        var effects = controls.Permuted.Effects;
        var markers = new List<(double, string)>();
        if (controls.Effect.Latent is { } real) markers.Add((real, card.Trait));
        if (controls.Permuted.P99 is { } p99) markers.Add((p99, "99th percentile"));
        var (low, high) = (effects.Min(), effects.Max());
        if (high <= low) (low, high) = (low - 1, high + 1);
        var chart = new HistogramChart($"{Name(card)} among shuffled labels", $"Effects of {effects.Count} directions made from the same texts with shuffled labels, and the real one.", HistogramChart.Bin(effects, low, high, Bins)) { XLabel = "effect, cumulative logits", YLabel = "directions", Markers = markers };
        return new Figure(Id(card) + "-null", $"{Name(card)} among shuffled labels", $"p = {CardReport.Number(controls.P)}, after Holm over {controls.Family} {CardReport.Number(controls.Adjusted)}.", chart,
            [new Evidence("permuted effects", new DataTable(["effect"], [.. effects.Select(e => (IReadOnlyList<object?>)[e])]), Formula: "Half the difference of the trait's latent between plus and minus the test dose; p = (1 + effects at least as large as the real one) / (1 + their number).")]);
    }

    private static Figure Controls(DoseCard card, ControlsSection controls)
    {
        var rows = new List<IntervalRow>();
        void Effect(string label, ItemEffect? e, int series)
        {
            if (e?.Latent is { } latent) rows.Add(new IntervalRow(label, latent, latent - (Deviations * e.Error), latent + (Deviations * e.Error), series));
        }

        void Spread(string label, ControlSpread s)
        {
            if (s.Effects.Count > 0) rows.Add(new IntervalRow($"{label} ({s.Count})", s.Effects.Average(), s.Effects[(int)(0.01 * (s.Effects.Count - 1))], s.P99, 1));
        }

        Effect(card.Trait, controls.Effect, 0);
        Effect("off agree and valence", card.Calibration!.Projected, 0);
        Effect("cross-fitted", card.Calibration.CrossFit, 0);
        foreach (var (trait, effect) in card.Calibration.Beside ?? new Dictionary<string, ItemEffect>()) Effect($"on items of {trait}", effect, 2);
        Spread("permuted", controls.Permuted);
        Spread("isotropic", controls.Isotropic);
        Spread("permuted, same KL", controls.KlMatched);
        rows.AddRange(controls.Others.Where(o => o.Latent is not null).Select(o => new IntervalRow(o.Name, o.Latent!.Value, Series: 2)));
        var table = new DataTable(["what", "effect", "low", "high"], [.. rows.Select(r => (IReadOnlyList<object?>)[r.Label, r.Value, r.Low, r.High])]);
        var note = $"The real direction with 95 % over items, controls with their 1st to 99th percentile; {(controls.Effect.AntiSteered is { } against ? Math.Round(100 * against) : 0)} % of items moved against the trait. Mean KL divergence of the real one: {CardReport.Number(controls.Divergence)} nats.";
        return new Figure(Id(card) + "-controls", $"{Name(card)} beside its controls", note, rows.Count == 0 ? null : new IntervalChart($"{Name(card)} beside its controls", "Effects of the real direction and of each control.", rows) { Reference = 0, XLabel = "effect, cumulative logits" }, [new Evidence("effects", table, Formula: "Half the difference between plus and minus the test dose; every control is as long as the real direction in each layer.")]);
    }

    private static Figure Achieved(DoseCard card, AchievedFit fit)
    {
        var series = fit.Asked.GroupBy(a => a.Fold).Select(g => new LineSeries($"half {g.Key}", [.. g.Select(a => new LinePoint(a.Asked, a.Achieved))])).ToList();
        if (fit.Asked.Count > 1) series.Add(new LineSeries("as asked", [new LinePoint(fit.Asked.Min(a => a.Asked), fit.Asked.Min(a => a.Asked)), new LinePoint(fit.Asked.Max(a => a.Asked), fit.Asked.Max(a => a.Asked))]));
        return new Figure(Id(card) + "-achieved", $"{Name(card)}: achieved on asked", $"Slope {CardReport.Number(fit.Slope)} ({CardReport.Number(fit.Low)} to {CardReport.Number(fit.High)}), RMSE {CardReport.Number(fit.Rmse)} sd_ref. Doses were looked up on one half of the items and measured on the other.",
            new LineChart($"{Name(card)}: achieved on asked", "Trait units that were achieved on items without a part in fitting, by units asked for.", series) { XLabel = "asked, sd_ref", YLabel = "achieved, sd_ref", WholeX = false },
            [new Evidence("asked and achieved", new DataTable(["half", "asked", "raw", "achieved"], [.. fit.Asked.Select(a => (IReadOnlyList<object?>)[(long)a.Fold, a.Asked, a.Raw, a.Achieved])]), Formula: "Cross-fitted over halves of the items, each in its own half's sd_ref.")]);
    }

    private static Figure Beside(DoseCard card, CalibrationSection calibration)
    {
        var rows = calibration.Curve.Select(p => (IReadOnlyList<object?>)[p.Raw, p.Score, p.Acquiescence, p.Extremity, p.Halo, p.Mass, (long)p.Unanswered, p.Divergence, p.RelativeSize]).ToList();
        return new Figure(Id(card) + "-beside", $"{Name(card)}: what else doses do", "", null, [new Evidence("beside the trait", new DataTable(["raw", "score", "acquiescence", "extremity", "halo", "mass", "unanswered", "kl", "row_on_residual"], rows), Formula: "As docs/calibration.md has them.")]);
    }

    private static IEnumerable<IBlock> Capability(DoseCard card, CapabilitySection capability)
    {
        var usable = capability.Usable is { } range ? $"Usable from {CardReport.Signed(range.Low)} to {CardReport.Signed(range.High)} raw: up to a |row| / |residual| of {CardReport.Number(capability.MostRelativeSize)}." : "Not even dose 0 is usable.";
        var silent = capability.NotMeasurable.Count > 0 ? $" At chance at dose 0, so not measurable: {string.Join(", ", capability.NotMeasurable)}." : "";
        var tasks = capability.Doses[0].Tasks.Keys.ToList();
        var series = tasks.Select(t => new LineSeries(t, [.. capability.Doses.Select(d => new LinePoint(d.Raw, d.Tasks[t]))])).ToList();
        var table = new DataTable(["raw", "row_on_residual", "nats_per_character", "repetition", .. tasks, "usable"], [.. capability.Doses.Select(d => (IReadOnlyList<object?>)[d.Raw, d.RelativeSize, d.NatsPerCharacter, d.Repetition, .. tasks.Select(t => (object?)d.Tasks[t]), d.Usable ? "yes" : "no"])]);
        var evidence = new Evidence("coherence and capability", table, Formula: "Nats a character of the steered model's words to the unsteered one; share of repeated word triples; share of right answers.");
        yield return new Figure(Id(card) + "-tasks", $"{Name(card)}: capability", usable + silent, new LineChart($"{Name(card)}: capability", "Share of right answers by dose.", series) { XLabel = "raw dose", YLabel = "right answers", WholeX = false, Span = (0, 1) }, [evidence]);
        var spoken = capability.Doses.Where(d => d.NatsPerCharacter is not null).Select(d => new LinePoint(d.Raw, d.NatsPerCharacter!.Value)).ToList();
        if (spoken.Count > 0) yield return new Figure(Id(card) + "-coherence", $"{Name(card)}: coherence", "How unlikely the unsteered model finds what the steered one says.", new LineChart($"{Name(card)}: coherence", "Nats a character of steered text by dose.", [new LineSeries("nats a character", spoken)]) { XLabel = "raw dose", YLabel = "nats a character", WholeX = false }, [evidence]);
    }

    private static Figure Layers(DoseCard card)
    {
        var c = card.Computed;
        List<string> others = [.. c.Layers.SelectMany(l => l.Cosines.Keys).Distinct()];
        var rows = c.Layers.Select(l => (IReadOnlyList<object?>)[(long)l.Layer, l.Steered ? "steered" : "", l.Norm, l.Relative, l.Stability, l.PairAuc, l.Auc, .. others.Select(o => (object?)(l.Cosines.TryGetValue(o, out var cosine) ? cosine : null))]).ToList();
        return new Figure(Id(card) + "-layers", $"{Name(card)}: the direction by layer", $"Layers {c.Steered[0]} to {c.Steered[^1]} ({c.LayerRule}).", null, [new Evidence("layers", new DataTable(["layer", "steered", "norm", "dose_1_on_residual", "halves_cosine", "pairs_right", "auc", .. others.Select(o => "cos_" + o)], rows), Formula: "Held-out items; cosines with the other directions at the same layer.")]) { ShownRows = 12 };
    }

    private static string Id(DoseCard card) => "trait-" + card.Trait;

    private static string Name(DoseCard card) => card.Trait switch { "E" => "Extraversion", "A" => "Agreeableness", "C" => "Conscientiousness", "N" => "Neuroticism", "O" => "Openness", var other => other };
}
