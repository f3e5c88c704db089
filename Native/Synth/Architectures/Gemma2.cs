namespace PersonaSim.Native.Synth.Architectures;

/// <summary>Gemma 2: norms before and after each block, capped logits, a sliding window on every other layer, always tied.</summary>
internal sealed class Gemma2 : ISynthArchitecture
{
    public string Name => "gemma2";

    public bool FreeHeadDim => true;

    public SynthShape Shape(string size) => size switch
    {
        "tiny" => new(SynthArchitectures.TinySource, 6, 256, 4, 2, 64, 512, 512, 4096, Tied: true, Window: 64),
        "0.5b" => new("Gemma 3 270M's sizes (Gemma 2 starts at 2B)", 18, 640, 4, 1, 256, 2048, 262_144, 8192, Tied: true, Window: 512),
        "1b" => new("Gemma 3 1B's sizes (Gemma 2 starts at 2B)", 26, 1152, 4, 1, 256, 6912, 262_144, 8192, Tied: true, Window: 512),
        "8b" => new("Gemma-2-9B", 42, 3584, 16, 8, 256, 14_336, 256_000, 8192, Tied: true, Window: 4096),
        _ => throw NearestSize.Unknown(size),
    };

    public IEnumerable<(string Key, object Value)> Keys(SynthShape shape) =>
    [
        .. SynthArchitectures.CommonKeys(shape, 1e-6f, 10_000f),
        ("attention.sliding_window", (uint)shape.Window),
        ("attn_logit_softcapping", 50f),
        ("final_logit_softcapping", 30f),
    ];

    public IEnumerable<SynthTensor> Tensors(SynthShape s)
    {
        yield return SynthTensor.Table("token_embd.weight", SynthRole.Embedding, s.Width, s.Vocabulary, SynthArchitectures.GemmaRow);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return SynthTensor.Norm($"blk.{i}.attn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.attn_q.weight", i, s.Width, s.QueryWidth, gain: SynthArchitectures.QueryGain);
            yield return SynthTensor.Matrix($"blk.{i}.attn_k.weight", i, s.Width, s.KvWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_v.weight", i, s.Width, s.KvWidth, SynthRole.AttentionValue);
            yield return SynthTensor.Matrix($"blk.{i}.attn_output.weight", i, s.QueryWidth, s.Width);
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
