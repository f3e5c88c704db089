namespace PersonaSim.Native.Synth.Architectures;

/// <summary>The architectures by name, and the keys that all of them have.</summary>
internal static class SynthArchitectures
{
    /// <summary>
    /// Gain of the last norm. Rows of the embedding and output tables have length 1, the normalised state has length sqrt(width) before
    /// this gain, so logits have it as their standard deviation: a few tokens lead. Longer rows would do the same, but where the tables
    /// are tied a token would then mostly predict itself.
    /// </summary>
    public const float LogitSpread = 2.5f;

    /// <summary>
    /// Gain of what makes the queries: attention scores get this standard deviation, so a token looks at a few others. At 1 it looks at
    /// the mean of all, and greedy decoding ends on one repeated token (measured on tiny llama, 100 tokens: 9 to 43 distinct against
    /// 41 to 78 at 3).
    /// </summary>
    public const float QueryGain = 3;

    /// <summary>Length of Gemma's embedding rows: it multiplies them by sqrt(width), so rows of length 1 would drown the blocks.</summary>
    public const double GemmaRow = 0.25;

    /// <summary>
    /// Gain of Gemma's norm after attention. That norm blows the mean of many tokens up to full size; at 1 it hides which token it is
    /// added to, and greedy decoding sticks (measured on tiny gemma2: 3 distinct tokens of 24).
    /// </summary>
    public const float GemmaAttention = 0.3f;

    public const string TinySource = "no real model: every row a multiple of 256, so that K-quants apply";

    public static IReadOnlyList<ISynthArchitecture> All { get; } = [new Llama(), new Qwen2(), new Qwen3(), new Gemma2(), new Gemma3(), new Phi3()];

    public static ISynthArchitecture Find(string name) =>
        All.FirstOrDefault(a => a.Name == name) ?? throw Nearest.Unknown("architecture", name, [.. All.Select(a => a.Name)]);

    public static IEnumerable<(string Key, object Value)> CommonKeys(SynthShape s, float epsilon, float ropeBase) =>
    [
        ("context_length", (uint)s.Context),
        ("embedding_length", (uint)s.Width),
        ("block_count", (uint)s.Layers),
        ("feed_forward_length", (uint)s.FeedForward),
        ("attention.head_count", (uint)s.Heads),
        ("attention.head_count_kv", (uint)s.KvHeads),
        ("attention.key_length", (uint)s.HeadDim),
        ("attention.value_length", (uint)s.HeadDim),
        ("attention.layer_norm_rms_epsilon", epsilon),
        ("rope.dimension_count", (uint)s.HeadDim),
        ("rope.freq_base", ropeBase),
        ("vocab_size", (uint)s.Vocabulary),
    ];
}
