namespace PersonaSim.Native.Synth;

/// <summary>The sizes of a model; <paramref name="Source"/> says which real model they follow.</summary>
public sealed record SynthShape(
    string Source, int Layers, int Width, int Heads, int KvHeads, int HeadDim, int FeedForward, int Vocabulary, int Context, bool Tied, int Window = 0)
{
    /// <summary>LLAMA_MAX_LAYERS of the pinned release.</summary>
    internal const int MaxLayers = 512;

    /// <summary>The shape with some sizes given; a head's width follows from the others unless it is given too.</summary>
    public SynthShape With(SynthSizes sizes)
    {
        var shape = this with
        {
            Source = sizes == new SynthSizes() ? Source : "sizes given by the user, the rest: " + Source,
            Layers = sizes.Layers ?? Layers,
            Width = sizes.Width ?? Width,
            Heads = sizes.Heads ?? Heads,
            KvHeads = sizes.KvHeads ?? (sizes.Heads is { } heads && heads % KvHeads != 0 ? heads : Math.Min(KvHeads, sizes.Heads ?? KvHeads)),
            FeedForward = sizes.FeedForward ?? FeedForward,
            Vocabulary = sizes.Vocabulary ?? Vocabulary,
            Context = sizes.Context ?? Context,
        };
        if (sizes.HeadDim is { } dim) return shape with { HeadDim = dim };
        if (sizes.Width is null && sizes.Heads is null) return shape;
        if (shape.Width < 1 || shape.Heads < 1) return shape; // refused when the spec is checked
        if (shape.Width % shape.Heads != 0)
        {
            var below = shape.Width / shape.Heads * shape.Heads;
            throw new InputException($"width {shape.Width} is not divisible by {shape.Heads} heads: use width {(below > 0 ? $"{below} or " : "")}{below + shape.Heads}, or give the width of a head.");
        }

        return shape with { HeadDim = shape.Width / shape.Heads };
    }

    /// <summary>Width of all query heads together.</summary>
    internal int QueryWidth => Heads * HeadDim;

    /// <summary>Width of all key (or value) heads together.</summary>
    internal int KvWidth => KvHeads * HeadDim;
}

/// <summary>Sizes that replace those of a named shape; null keeps the shape's own.</summary>
public sealed record SynthSizes
{
    public int? Layers { get; init; }
    public int? Width { get; init; }
    public int? Heads { get; init; }
    public int? KvHeads { get; init; }
    public int? HeadDim { get; init; }
    public int? FeedForward { get; init; }
    public int? Vocabulary { get; init; }
    public int? Context { get; init; }
}
