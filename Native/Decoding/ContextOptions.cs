using PersonaSim.Native.Steering;

namespace PersonaSim.Native.Decoding;

public enum FlashAttention
{
    Auto,
    On,
    Off,
}

/// <summary>Shape of a context. The defaults fit one sequence; steering and minds set their own.</summary>
public sealed record ContextOptions
{
    /// <summary>LLAMA_MAX_SEQ of the pinned release.</summary>
    public const int MaxSequences = 256;

    private const int CellPadding = 256; // llama_context and get_n_kv pad to it

    /// <summary>KV cells in all: shared by the sequences of a unified cache, otherwise an equal part for each (rounded up to 256).</summary>
    public int Cells { get; init; } = 4096;

    /// <summary>Most tokens a decode may hold; also the micro-batch, so that a row's place in the batch is its place in the graph.</summary>
    public int BatchTokens { get; init; } = 512;

    /// <summary>Sequences, at most <see cref="MaxSequences"/>.</summary>
    public int Sequences { get; init; } = 1;

    /// <summary>Most rows with logits in one decode; null: one for each batch token. The library wants at least one a sequence.</summary>
    public int? Outputs { get; init; }

    /// <summary>Rows of logits that the context makes room for.</summary>
    internal int OutputRows => Outputs is { } outputs ? Math.Max(outputs, Sequences) : Math.Max(BatchTokens, Sequences);

    /// <summary>Threads for both phases; null: all cores this process may use.</summary>
    public int? Threads { get; init; }

    public FlashAttention FlashAttention { get; init; } = FlashAttention.Auto;

    /// <summary>One cache for all sequences, or one for each, in which a row attends to its own cells only. See <see cref="Steering.RowOrder"/> for what a steered batch must be then.</summary>
    public bool UnifiedKv { get; init; } = true;

    /// <summary>Keep K and V on the GPU where the model is.</summary>
    public bool OffloadKv { get; init; } = true;

    /// <summary>Make a context in which every sequence can have control vectors of its own.</summary>
    public SteeringOptions? Steering { get; init; }

    /// <summary>The cell count for so many tokens, or a refusal where no context could be that large.</summary>
    public static int CellsFor(long tokens) => tokens is >= 0 and <= int.MaxValue
        ? (int)tokens
        : throw new InputException($"{tokens:N0} KV cells would be needed; a context takes at most {int.MaxValue:N0}. Use fewer sequences or fewer tokens.");

    /// <summary>Cells of one sequence as the library rounds them up in a cache that is not unified.</summary>
    public static int Padded(int cells) => checked(cells + CellPadding - 1) / CellPadding * CellPadding;

    /// <summary>An eval callback of the maker's own, who disposes it after the context.</summary>
    internal EvalHook? Hook { get; init; }
}
