using PersonaSim.Vectors.Capture;
using PersonaSim.Vectors.Directions;

namespace PersonaSim.Vectors.Cards;

/// <summary>How a vector was computed, and what is to be seen of it before it was ever dosed.</summary>
/// <param name="DoseUnit">What a raw dose of 1 means.</param>
/// <param name="LayerRule">How the steered layers were chosen: <c>auto</c> (see <see cref="LayerChoice"/>) or <c>given</c>.</param>
/// <param name="Stability">Mean cosine between the directions of two halves of the train items; null where the method has no halves.</param>
/// <param name="PairAuc">Held-out items: share of pairs in the right order. Mean over the steered layers, as the next.</param>
/// <param name="Auc">Held-out texts, high against low, item by item mixed.</param>
/// <param name="Checks">Directions that this one must not be.</param>
/// <param name="Layers">All captured blocks.</param>
public sealed record ComputedSection(
    CardModel Model,
    CardItems Items,
    CaptureSettings Settings,
    DirectionMethod Method,
    string DoseUnit,
    string LayerRule,
    IReadOnlyList<int> Steered,
    double? Stability,
    double PairAuc,
    double Auc,
    IReadOnlyList<CardCheck> Checks,
    IReadOnlyList<LayerFigures> Layers)
{
    public const string HalfDistance = "1 raw: from the middle between the poles' mean hidden states to the high pole's mean, at each steered layer; -1: to the low pole's";
}

/// <summary>The model whose residual stream a vector belongs to.</summary>
public sealed record CardModel(string Name, string Sha256, string Architecture, string Description, int Blocks, int Width)
{
    /// <summary>What every quantisation of the model has in common, see <see cref="BaseModel.Base"/>; null in cards that are older than this.</summary>
    public string? Base { get; init; }
}

/// <summary>The items a vector was made and judged with.</summary>
public sealed record CardItems(string Set, string Sha256, int Train, int Test);

/// <summary>Another direction at the same layers.</summary>
/// <param name="Against">A trait's letter, <c>letter</c>, <c>agree</c> or <c>valence</c>.</param>
/// <param name="Cosine">The largest in size over the steered layers.</param>
/// <param name="Doses">How far the other's own half-distance goes along this direction, in raw doses of it; the largest in size.</param>
/// <param name="Limit">Above it in size: warned of (traits) or refused (agree; letter where its doses exceed it too); null: only reported.</param>
/// <param name="PairAuc">How well that direction tells its own held-out items apart; null where it has none. A control that tells nothing controls nothing.</param>
public sealed record CardCheck(string Against, double Cosine, double Doses, double? Limit, double? PairAuc);

/// <summary>A captured block in numbers.</summary>
/// <param name="Norm">Length of the direction, which a raw dose of 1 adds.</param>
/// <param name="Residual">Mean length of the residual stream over the captured tokens.</param>
/// <param name="Nested">Effect size on the train items set aside for choosing layers; null where layers were given.</param>
/// <param name="Cosines">With the other directions of <see cref="ComputedSection.Checks"/>.</param>
public sealed record LayerFigures(int Layer, bool Steered, double Norm, double Residual, double? Stability, double PairAuc, double Auc, double? Nested, IReadOnlyDictionary<string, double> Cosines)
{
    /// <summary>A raw dose of 1 in lengths of the residual stream.</summary>
    public double Relative => CardFile.Round(Norm / Math.Max(Residual, double.Epsilon));
}
