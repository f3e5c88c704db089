namespace PersonaSim.Native.Synth.Architectures;

/// <summary>Qwen3: no biases, a norm over each query and key head, heads of their own width.</summary>
internal sealed class Qwen3 : ISynthArchitecture
{
    public string Name => "qwen3";

    public bool FreeHeadDim => true;

    public SynthShape Shape(string size) => size switch
    {
        "tiny" => new(SynthArchitectures.TinySource, 4, 256, 4, 2, 64, 512, 512, 4096, Tied: true),
        "0.5b" => new("Qwen3-0.6B", 28, 1024, 16, 8, 128, 3072, 151_936, 40_960, Tied: true),
        "1b" => new("Qwen3-1.7B", 28, 2048, 16, 8, 128, 6144, 151_936, 40_960, Tied: true),
        "8b" => new("Qwen3-8B", 36, 4096, 32, 8, 128, 12_288, 151_936, 40_960, Tied: false),
        _ => throw NearestSize.Unknown(size),
    };

    public IEnumerable<(string Key, object Value)> Keys(SynthShape shape) => SynthArchitectures.CommonKeys(shape, 1e-6f, 1_000_000f);

    public IEnumerable<SynthTensor> Tensors(SynthShape s)
    {
        yield return SynthTensor.Table("token_embd.weight", SynthRole.Embedding, s.Width, s.Vocabulary);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return SynthTensor.Norm($"blk.{i}.attn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.attn_q.weight", i, s.Width, s.QueryWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_k.weight", i, s.Width, s.KvWidth);
            yield return SynthTensor.Matrix($"blk.{i}.attn_v.weight", i, s.Width, s.KvWidth, SynthRole.AttentionValue);
            yield return SynthTensor.Matrix($"blk.{i}.attn_output.weight", i, s.QueryWidth, s.Width);
            yield return SynthTensor.Norm($"blk.{i}.attn_q_norm.weight", i, s.HeadDim, SynthArchitectures.QueryGain);
            yield return SynthTensor.Norm($"blk.{i}.attn_k_norm.weight", i, s.HeadDim);
            yield return SynthTensor.Norm($"blk.{i}.ffn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_gate.weight", i, s.Width, s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_up.weight", i, s.Width, s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_down.weight", i, s.FeedForward, s.Width, SynthRole.FeedForwardDown);
        }

        yield return SynthTensor.Norm("output_norm.weight", -1, s.Width, SynthArchitectures.LogitSpread);
        if (!s.Tied) yield return SynthTensor.Table("output.weight", SynthRole.Output, s.Width, s.Vocabulary);
    }
}
