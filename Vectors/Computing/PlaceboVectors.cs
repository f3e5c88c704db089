using System.Globalization;
using PersonaSim.Native;
using PersonaSim.Vectors.Cards;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Computing;

/// <summary>Directions of permuted labels as vector files of their own: what the arm placebo doses.</summary>
public static class PlaceboVectors
{
    public const string Prefix = "placebo-";

    /// <summary>placebo-E, placebo-E-2, placebo-E-3, ...</summary>
    public static string NameOf(string trait, int draw) => draw == 0 ? Prefix + trait : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{trait}-{draw + 1}");

    /// <summary>The first draws of a seed's row, each block as long as in the trait's own vector.</summary>
    /// <exception cref="InputException">There is no card or no captured states, or they do not belong together.</exception>
    public static IReadOnlyList<ControlVector> Make(string vectorPath, ulong seed, int draws)
    {
        var folder = Path.GetDirectoryName(vectorPath)!;
        var card = CardFile.Beside(vectorPath) ?? throw new InputException($"{vectorPath} has no dose card beside it, so nobody knows what it was computed from: compute it (persim vectors compute).");
        using var captures = KeptCaptures.Open(folder, card);
        var own = ControlVector.Read(vectorPath);
        var real = new LayerVectors([.. own.Layers.Keys], [.. own.Layers.Values]);
        var permuted = Placebos.Permuted(captures, TraitDirection.Of(captures, card.Computed.Method), seed, 0, draws);
        return [.. permuted.Select((p, draw) =>
        {
            var steered = p.Only(real.Layers);
            var matched = steered.Scaled(l => steered.Norm(l) is > 0 and var norm ? real.Norm(l) / norm : 0);
            return new ControlVector(own.ModelHint, matched.Of(real.Layers)) { Placebo = new PlaceboMark(card.Trait, card.VectorSha256, seed, draw) };
        })];
    }
}
