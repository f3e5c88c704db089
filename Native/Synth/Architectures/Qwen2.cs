namespace PersonaSim.Native.Synth.Architectures;

/// <summary>Qwen2 and 2.5: biases on query, key and value.</summary>
internal sealed class Qwen2 : ISynthArchitecture
{
    public string Name => "qwen2";

    public bool FreeHeadDim => false;

    public SynthShape Shape(string size) => size switch
    {
        "tiny" => new(SynthArchitectures.TinySource, 4, 256, 4, 2, 64, 512, 512, 4096, Tied: true),
        "0.5b" => new("Qwen2-0.5B", 24, 896, 14, 2, 64, 4864, 151_936, 32_768, Tied: true),
        "1b" => new("Qwen2-1.5B", 28, 1536, 12, 2, 128, 8960, 151_936, 32_768, Tied: true),
        "8b" => new("Qwen2-7B", 28, 3584, 28, 4, 128, 18_944, 152_064, 32_768, Tied: false),
        _ => throw NearestSize.Unknown(size),
    };

    public IEnumerable<(string Key, object Value)> Keys(SynthShape shape) => SynthArchitectures.CommonKeys(shape, 1e-6f, 1_000_000f);

    public IEnumerable<SynthTensor> Tensors(SynthShape s)
    {
        yield return SynthTensor.Table("token_embd.weight", SynthRole.Embedding, s.Width, s.Vocabulary);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return SynthTensor.Norm($"blk.{i}.attn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.attn_q.weight", i, s.Width, s.QueryWidth, gain: SynthArchitectures.QueryGain);
            yield return SynthTensor.Bias($"blk.{i}.attn_q.bias", i, s.QueryWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_k.weight", i, s.Width, s.KvWidth);
            yield return SynthTensor.Bias($"blk.{i}.attn_k.bias", i, s.KvWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_v.weight", i, s.Width, s.KvWidth, SynthRole.AttentionValue);
            yield return SynthTensor.Bias($"blk.{i}.attn_v.bias", i, s.KvWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_output.weight", i, s.QueryWidth, s.Width);
            yield return SynthTensor.Norm($"blk.{i}.ffn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_gate.weight", i, s.Width, s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_up.weight", i, s.Width, s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_down.weight", i, s.FeedForward, s.Width, SynthRole.FeedForwardDown);
        }

        yield return SynthTensor.Norm("output_norm.weight", -1, s.Width, SynthArchitectures.LogitSpread);
        if (!s.Tied) yield return SynthTensor.Table("output.weight", SynthRole.Output, s.Width, s.Vocabulary);
    }
}
