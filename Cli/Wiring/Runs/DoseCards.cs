using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs.Configuration;
using PersonaSim.Native;
using PersonaSim.Vectors.Cards;

namespace PersonaSim.Cli.Wiring.Runs;

/// <summary>
/// What the dose cards say of a run's directions: raw doses for trait units, and a refusal where a card was measured under other conditions than the
/// run's. A direction of shuffled labels is dosed by the card of the trait whose size it has.
/// </summary>
internal sealed class DoseCards
{
    private readonly SortedDictionary<string, (string Trait, DoseCard Card)> _cards = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _tried = new(StringComparer.Ordinal);

    private DoseCards()
    {
    }

    /// <summary>SHA-256 of the cards' files, by direction; those that say something of doses.</summary>
    public SortedDictionary<string, string> Hashes { get; } = new(StringComparer.Ordinal);

    /// <summary>Traits whose card says that they are not steered, with its reason: nothing can be dosed in their units.</summary>
    public IReadOnlyDictionary<string, string> Tried => _tried;

    /// <summary>The calibrated ones of some directions, e.g. <c>E</c> or <c>placebo-E</c>.</summary>
    /// <param name="modelSha256">Of the run's model file; a card measured on another file of the same base must have been verified on it.</param>
    /// <exception cref="InputException">A card was measured under another scope or on another file.</exception>
    public static DoseCards Read(string folder, IEnumerable<string> names, string modelSha256, DoseScope scope)
    {
        var read = new DoseCards();
        foreach (var name in names)
        {
            var trait = TraitOf(name);
            var vector = VectorFiles.PathOf(folder, trait);
            if (!File.Exists(vector) || VectorFit.IsUncalibrated(vector) || CardFile.Beside(vector) is not { Calibration: { } calibration } card) continue;
            if (calibration.Reach is null)
            {
                read._tried[trait] = CalibrationSection.Words(calibration.Verdict) + ": " + calibration.Reason;
                continue;
            }

            var (shown, wanted) = (Folders.Show(CardFile.PathOf(vector)), scope.ToString().ToLowerInvariant());
            if (calibration.Scope != wanted) throw new InputException($"{shown} was calibrated under the scope {calibration.Scope}, and this run doses under {wanted}: take persona.scope {calibration.Scope}, or calibrate again (persim vectors calibrate --scope {wanted}).");
            if (calibration.Mind.GetValueOrDefault("model_sha256") is { } measured && measured != modelSha256) RequireVerified(shown, card, measured, modelSha256);
            read._cards[name] = (trait, card);
            read.Hashes[name] = CardFile.Sha256Of(CardFile.PathOf(vector));
        }

        return read;
    }

    /// <summary>Of cards as they are now, whatever they say.</summary>
    public static IEnumerable<(string Name, string Sha256)> HashesIn(string folder, IEnumerable<string> names) =>
        names.Select(n => (Name: n, Path: CardFile.PathOf(VectorFiles.PathOf(folder, TraitOf(n))))).Where(n => File.Exists(n.Path)).Select(n => (n.Name, CardFile.Sha256Of(n.Path)));

    /// <summary>Everything that a run needs of them; null where no card says anything.</summary>
    /// <param name="layers">The directions as they are added, by name and block.</param>
    /// <param name="levels">What the texts' levels achieve, where doses are given for the same; null: doses are given for trait units.</param>
    /// <param name="leakage">What becomes of doses' effects on other traits.</param>
    public DoseTable? Table(bool isHeld, IReadOnlyDictionary<string, IReadOnlyDictionary<int, float[]>> layers, LevelFile? levels = null, LeakageTarget leakage = LeakageTarget.Kept)
    {
        if (levels is not null) RequireMatchable(layers.Keys, levels);
        var mix = leakage == LeakageTarget.Kept ? null : Mix(leakage.ToString().ToLowerInvariant());
        if (_cards.Count == 0) return null;
        var residual = RelativeSize.Residual(_cards.Values.Select(c => c.Card));
        var directions = _cards.Select(c => new TraitDose(c.Key, c.Value.Trait, c.Value.Card.Calibration!.Instrument, Usable(c.Value.Card), c.Value.Card.Calibration!.Rising) { Match = levels is null ? null : Matched(c.Value.Trait, c.Value.Card.Calibration, levels) }).ToList();
        double Product(string a, string b, int layer) => layers[a].TryGetValue(layer, out var x) && layers[b].TryGetValue(layer, out var y) ? x.Zip(y, (v, w) => (double)v * w).Sum() : 0;
        List<DoseProducts> products = [.. _cards.Keys.SelectMany(n => layers[n].Keys).Distinct().Order().Select(layer => new DoseProducts(layer, residual[layer], [.. _cards.Keys.Select(a => (IReadOnlyList<double>)[.. _cards.Keys.Select(b => Product(a, b, layer))])]))];
        return new DoseTable(directions, isHeld, Usability.Together(_cards.Values.Select(c => c.Card.Capability)), products) { Mix = mix };
    }

    /// <summary>Refuses curves that are missing, or not of one instrument, one model and one 0: without them nothing is equal.</summary>
    public void RequireMatchable(IEnumerable<string> directions, LevelFile levels)
    {
        foreach (var name in directions.Where(d => !_cards.ContainsKey(d)))
        {
            var trait = TraitOf(name);
            throw new InputException($"persona.match: achieved wants the doses' curve of {trait}, and {(_tried.TryGetValue(trait, out var why) ? $"its card says that it is {why}" : "no calibrated dose card lies beside its vector")}: calibrate it (persim vectors calibrate --model MODEL --traits {trait}), or take persona.match: units.");
        }

        foreach (var (trait, card) in _cards.Values)
        {
            var calibration = card.Calibration!;
            if (calibration.Instrument != levels.Instrument) throw new InputException($"persona.match: achieved compares one instrument, and the card of {trait} was made with {calibration.Instrument}, {levels.Path} with {levels.Instrument}: probe the levels again (persim probe MODEL --level 1..7 --instrument {calibration.Instrument} --json).");
            if (calibration.Mind.GetValueOrDefault("model_sha256") is { } model && levels.ModelSha256 != model) throw new InputException($"persona.match: achieved compares one model, and the card of {trait} was made on another file than {levels.Path} (sha256 {model[..Math.Min(12, model.Length)]} and {levels.ModelSha256?[..Math.Min(12, levels.ModelSha256.Length)] ?? "none: rules answered"}): probe the levels of the model that the cards are of.");
            _ = levels.Of(trait);
            if (calibration.SdRef is not > 0) throw new InputException($"persona.match: achieved wants the latent of one trait unit, and the card of {trait} has none: calibrate it again (persim vectors calibrate).");
        }
    }

    private DoseMix Mix(string target)
    {
        InputException Wrong(string why) => new($"persona.leakage: {target} wants doses' effects on other traits solved, and {why}: calibrate all traits together, not --quick (persim card MODEL), or take persona.leakage: kept.");
        if (_cards.Count == 0) throw Wrong("no calibrated dose card lies beside the vectors");
        SolvedLeakage? mix = null;
        foreach (var (trait, card) in _cards.Values)
        {
            if (card.Leakage is not { } section || !section.Traits.Contains(trait, StringComparison.Ordinal)) throw Wrong($"the card of {trait} says nothing of it");
            if (section.Solved.FirstOrDefault(s => s.Target == target) is not { } solved) throw Wrong($"what the card of {trait} measured cannot be solved");
            mix ??= solved;
            if (!solved.Mix.SelectMany(r => r).SequenceEqual(mix.Mix.SelectMany(r => r))) throw Wrong($"the card of {trait} was measured with other traits than the others'");
        }

        return new DoseMix(target, _cards.Values.First().Card.Leakage!.Traits, mix!.Mix);
    }

    private static LevelMatch Matched(string trait, CalibrationSection calibration, LevelFile levels)
    {
        var (nobody, texts) = levels.Of(trait);
        return LevelMatch.Of(nobody, calibration.SdRef!.Value, texts);
    }

    private static string TraitOf(string name) => name.StartsWith(RunVectors.Placebo, StringComparison.Ordinal) ? name[RunVectors.Placebo.Length..] : name;

    // trait units at which nothing was lost; where coherence was not measured (a quick card), all that are reached
    private static CardRange Usable(DoseCard card)
    {
        var (calibration, reach) = (card.Calibration!, card.Calibration!.Reach!);
        if (card.Capability?.Usable is not { } raw) return reach;
        return new CardRange(RisingCurve.UnitsFor(calibration.Rising, raw.Low) ?? reach.Low, RisingCurve.UnitsFor(calibration.Rising, raw.High) ?? reach.High);
    }

    private static void RequireVerified(string shown, DoseCard card, string measured, string modelSha256)
    {
        var (made, here) = (measured[..Math.Min(12, measured.Length)], modelSha256[..Math.Min(12, modelSha256.Length)]);
        if (card.Verified.FirstOrDefault(v => v.Model.Sha256 == modelSha256) is not { } verified) throw new InputException($"{shown} was calibrated on another file of its model (sha256 {made}; this one has {here}): a quantisation of its own moves doses, so verify it on this file (persim card MODEL --verify), compute and calibrate on it, or run the other.");
        if (!verified.Accepted) throw new InputException($"{shown} was calibrated on another file of its model (sha256 {made}), and on this one (sha256 {here}) its doses were measured and do something else: {verified.Reason}. Compute and calibrate on this file, or run the other.");
    }
}
