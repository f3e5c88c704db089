namespace PersonaSim.Native.Synth.Architectures;

/// <summary>The architectures by name, and the keys that all of them have.</summary>
internal static class SynthArchitectures
{
    /// <summary>
    /// Length of an embedding row. A final norm brings the last hidden state to length sqrt(width), so logits have this as their
    /// standard deviation: wide enough that a few tokens lead, narrow enough that none always does.
    /// </summary>
    public const double LogitSpread = 2.5;

    public static IReadOnlyList<ISynthArchitecture> All { get; } = [new Llama()];

    public static ISynthArchitecture Find(string name) =>
        All.FirstOrDefault(a => a.Name == name) ?? throw Nearest.Unknown("architecture", name, All.Select(a => a.Name));

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
