using PersonaSim.Native;
using PersonaSim.Vectors;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Computing;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Engine.Measures.Calibration;

/// <summary>A trait's vector and everything that is held against it, at the vector's own layers.</summary>
/// <param name="Real">The numbers of the vector's file.</param>
/// <param name="Permuted">Numbers of a seed's row of permuted directions.</param>
/// <param name="Others">letter, agree and valence, each layer as long as the real one's.</param>
/// <param name="Folds">Directions from four facets, and which facets measure them; empty where the set has none.</param>
/// <param name="Projected">The real one without its parts along agree and valence; not made longer again.</param>
/// <param name="Residual">Mean length of the residual stream behind each captured block.</param>
public sealed record TraitMaterial(
    char Trait,
    LayerVectors Real,
    IReadOnlyList<LayerVectors> Permuted,
    IReadOnlyList<LayerVectors> Isotropic,
    IReadOnlyList<(string Name, LayerVectors Direction)> Others,
    IReadOnlyList<(LayerVectors Direction, IReadOnlySet<int> Measure)> Folds,
    LayerVectors? Projected,
    IReadOnlyDictionary<int, double> Residual)
{
    private const int Portion = 25; // permuted directions made in one pass over the captures

    public NamedDirection Named => NamedDirection.Of(Trait.ToString(), Real);

    /// <summary>From a folder of `persim vectors compute`, captured states and all.</summary>
    /// <exception cref="InputException">Something is missing, or does not belong together.</exception>
    public static TraitMaterial Read(string folder, char trait, DoseCard card, CalibrationSettings settings)
    {
        var vector = ControlVector.Read(Path.Combine(folder, card.Vector));
        var steered = card.Computed.Steered;
        var real = new LayerVectors([.. vector.Layers.Keys], [.. vector.Layers.Values]);
        using var captures = KeptCaptures.Open(folder, card);
        using var agree = KeptCaptures.Open(folder, "agree", card);
        using var valence = KeptCaptures.Open(folder, "valence", card);
        var whole = TraitDirection.Of(captures, card.Computed.Method);
        var permuted = new List<LayerVectors>();
        for (var first = 0; first < settings.Permuted; first += Portion) permuted.AddRange(Placebos.Permuted(captures, whole, settings.Seed, first, Math.Min(Portion, settings.Permuted - first)).Select(p => p.Only(steered)));
        var (yes, good) = (TraitDirection.Of(agree).Only(steered), TraitDirection.Of(valence).Only(steered));
        var others = new List<(string, LayerVectors)>();
        if (TraitDirection.Letter(captures) is { } letter) others.Add(("letter", Matched(letter.Only(steered), real)));
        others.Add(("agree", Matched(yes, real)));
        others.Add(("valence", Matched(good, real)));
        var hasFacets = captures.Items.Where(i => i.Item.Split == Vectors.Contrast.ContrastSplit.Train).Select(i => i.Item.Facet).Distinct().Order().SequenceEqual(Enumerable.Range(1, 6));
        return new TraitMaterial(
            trait,
            real,
            permuted,
            [.. Enumerable.Range(0, settings.Isotropic).Select(n => Placebos.Isotropic(real, settings.Seed, n))],
            others,
            hasFacets ? [.. FacetFolds.Three.Select(f => (TraitDirection.OfFacets(captures, f.Fit, card.Computed.Method).Only(steered), f.Measure))] : [],
            Projection.Off(real, yes, good),
            card.Computed.Layers.ToDictionary(l => l.Layer, l => l.Residual));
    }

    /// <summary>As long as another in each layer; nothing where it has no length.</summary>
    public static LayerVectors Matched(LayerVectors own, LayerVectors real) => own.Scaled(l => own.Norm(l) is > 0 and var norm ? real.Norm(l) / norm : 0);
}
