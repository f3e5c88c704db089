namespace PersonaSim.Native.Synth.Architectures;

/// <summary>Llama 3: separate projections without biases, SwiGLU. Its rope factors are optional and left out.</summary>
internal sealed class Llama : ISynthArchitecture
{
    public string Name => "llama";

    public bool FreeHeadDim => true;

    public SynthShape Shape(string size) => size switch
    {
        "tiny" => new(SynthArchitectures.TinySource, 4, 256, 4, 2, 64, 512, 512, 4096, Tied: true),
        "0.5b" => new("Qwen2-0.5B's sizes (Llama 3 has none so small)", 24, 896, 14, 2, 64, 4864, 151_936, 32_768, Tied: true),
        "1b" => new("Llama-3.2-1B", 16, 2048, 32, 8, 64, 8192, 128_256, 131_072, Tied: true),
        "8b" => new("Llama-3.1-8B", 32, 4096, 32, 8, 128, 14_336, 128_256, 131_072, Tied: false),
        _ => throw NearestSize.Unknown(size),
    };

    public IEnumerable<(string Key, object Value)> Keys(SynthShape shape) => SynthArchitectures.CommonKeys(shape, 1e-5f, 500_000f);

    public IEnumerable<SynthTensor> Tensors(SynthShape s)
    {
        yield return SynthTensor.Table("token_embd.weight", SynthRole.Embedding, s.Width, s.Vocabulary);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return SynthTensor.Norm($"blk.{i}.attn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.attn_q.weight", i, s.Width, s.QueryWidth, gain: SynthArchitectures.QueryGain);
            yield return SynthTensor.Matrix($"blk.{i}.attn_k.weight", i, s.Width, s.KvWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_v.weight", i, s.Width, s.KvWidth, SynthRole.AttentionValue);
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
