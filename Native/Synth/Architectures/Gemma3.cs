namespace PersonaSim.Native.Synth.Architectures;

/// <summary>Gemma 3: norms before and after each block and over query and key heads, five windowed layers to one that sees everything.</summary>
internal sealed class Gemma3 : ISynthArchitecture
{
    public string Name => "gemma3";

    public bool FreeHeadDim => true;

    public SynthShape Shape(string size) => size switch
    {
        "tiny" => new(SynthArchitectures.TinySource, 6, 256, 4, 2, 64, 512, 512, 4096, Tied: true, Window: 64),
        "0.5b" => new("Gemma 3 270M", 18, 640, 4, 1, 256, 2048, 262_144, 32_768, Tied: true, Window: 512),
        "1b" => new("Gemma 3 1B", 26, 1152, 4, 1, 256, 6912, 262_144, 32_768, Tied: true, Window: 512),
        "8b" => new("Gemma-2-9B's sizes (Gemma 3 has 4B and 12B)", 42, 3584, 16, 8, 256, 14_336, 256_000, 131_072, Tied: true, Window: 1024),
        _ => throw NearestSize.Unknown(size),
    };

    public IEnumerable<(string Key, object Value)> Keys(SynthShape shape) =>
    [
        .. SynthArchitectures.CommonKeys(shape, 1e-6f, 1_000_000f),
        ("attention.sliding_window", (uint)shape.Window),
        ("attention.sliding_window_pattern", 6u),
        ("rope.freq_base_swa", 10_000f),
    ];

    public IEnumerable<SynthTensor> Tensors(SynthShape s)
    {
        yield return SynthTensor.Table("token_embd.weight", SynthRole.Embedding, s.Width, s.Vocabulary, SynthArchitectures.GemmaRow);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return SynthTensor.Norm($"blk.{i}.attn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.attn_q.weight", i, s.Width, s.QueryWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_k.weight", i, s.Width, s.KvWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_v.weight", i, s.Width, s.KvWidth, SynthRole.AttentionValue);
            yield return SynthTensor.Matrix($"blk.{i}.attn_output.weight", i, s.QueryWidth, s.Width);
            yield return SynthTensor.Norm($"blk.{i}.attn_q_norm.weight", i, s.HeadDim, SynthArchitectures.QueryGain);
            yield return SynthTensor.Norm($"blk.{i}.attn_k_norm.weight", i, s.HeadDim);
            yield return SynthTensor.Norm($"blk.{i}.post_attention_norm.weight", i, s.Width, SynthArchitectures.GemmaAttention);
            yield return SynthTensor.Norm($"blk.{i}.ffn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_gate.weight", i, s.Width, s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_up.weight", i, s.Width, s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_down.weight", i, s.FeedForward, s.Width, SynthRole.FeedForwardDown);
            yield return SynthTensor.Norm($"blk.{i}.post_ffw_norm.weight", i, s.Width);
        }

        yield return SynthTensor.Norm("output_norm.weight", -1, s.Width, SynthArchitectures.LogitSpread / (float)SynthArchitectures.GemmaRow);
    }
}
