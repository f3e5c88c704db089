using PersonaSim.Native.Decoding;
using PersonaSim.Native.Steering;

namespace PersonaSim.Engine.Minds.Llama;

/// <summary>How an embedded model answers.</summary>
public sealed record LlamaMindOptions
{
    /// <summary>Asks decoded together.</summary>
    public int Parallel { get; init; } = 32;

    /// <summary>KV cells of a unified cache, for all of them and the shared prefixes; null: room for <see cref="Parallel"/> asks of 512 tokens and 2,048 of prefixes.</summary>
    public int? Cells { get; init; }

    /// <summary>Tokens of the longest ask, its shared blocks and its answer included; declared, every ask can have a cache of its own. Null: not known.</summary>
    public int? AskCells { get; init; }

    /// <summary>Auto: separate caches on a CPU where <see cref="AskCells"/> is declared and the model allows it. A resumed run gives what its manifest recorded.</summary>
    public CacheLayout Layout { get; init; } = CacheLayout.Auto;

    /// <summary>Tokens of one decode: also the chunk in which a prefix is computed.</summary>
    public int BatchTokens { get; init; } = 512;

    /// <summary>Prefixes held in the cache at once; the rest of llama.cpp's 256 sequences.</summary>
    public int Prefixes { get; init; } = 16;

    /// <summary>Most tokens of an answer beyond which it is refused; null: what the shape can need.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Most tokens of a thinking model's thoughts before its answer; 0 asks for the answer at once. Thoughts are cut off and counted.</summary>
    public int ThoughtTokens { get; init; }

    public SamplerSettings Sampling { get; init; } = new();

    /// <summary>Auto: chosen, with <see cref="PadRows"/>, by a short measurement at load. A resumed run gives what its manifest recorded.</summary>
    public FlashAttention FlashAttention { get; init; } = FlashAttention.Auto;

    /// <summary>What an earlier measurement said that the two were chosen by, for the description.</summary>
    public string FlashMeasured { get; init; } = "";

    /// <summary>Fill decode steps up to 64 rows, which the CPU's flash attention needs to work in tiles.</summary>
    public bool PadRows { get; init; }

    public int? Threads { get; init; }

    /// <summary>Threads that draw from the rows of one decode; null: as many as decode, and one where there is little to draw. No answer depends on it.</summary>
    public int? Readers { get; init; }

    /// <summary>A built-in chat template's name for models that carry none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Leave out optional blocks, last first, when a prompt does not fit.</summary>
    public bool DropOptional { get; init; }

    /// <summary>The directions that asks may be dosed with; null: asks with doses are refused.</summary>
    public SteeringTable? Steering { get; init; }

    public SteeringMode SteeringMode { get; init; } = SteeringMode.Auto;

    /// <summary>Bytes of saved prefix states kept from page to page.</summary>
    public long PrefixMemory { get; init; } = 1L << 30;
}
