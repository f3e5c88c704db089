namespace PersonaSim.Native.Synth.Architectures;

/// <summary>Phi 3 and 4: query, key and value in one matrix, gate and up in another. Its long-context rope factors are optional and left out.</summary>
internal sealed class Phi3 : ISynthArchitecture
{
    public string Name => "phi3";

    public bool FreeHeadDim => false;

    public SynthShape Shape(string size) => size switch
    {
        "tiny" => new(SynthArchitectures.TinySource, 4, 256, 4, 2, 64, 512, 512, 4096, Tied: true),
        "0.5b" => new("Qwen2-0.5B's sizes (Phi 3 starts at 3.8B)", 24, 896, 14, 2, 64, 4864, 100_352, 4096, Tied: false),
        "1b" => new("Llama-3.2-1B's sizes (Phi 3 starts at 3.8B)", 16, 2048, 32, 8, 64, 8192, 100_352, 4096, Tied: false),
        "8b" => new("Llama-3.1-8B's sizes (Phi 3 has 3.8B and 14B)", 32, 4096, 32, 8, 128, 14_336, 100_352, 4096, Tied: false),
        _ => throw NearestSize.Unknown(size),
    };

    public IEnumerable<(string Key, object Value)> Keys(SynthShape shape) => SynthArchitectures.CommonKeys(shape, 1e-5f, 10_000f);

    public IEnumerable<SynthTensor> Tensors(SynthShape s)
    {
        yield return SynthTensor.Table("token_embd.weight", SynthRole.Embedding, s.Width, s.Vocabulary);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return SynthTensor.Norm($"blk.{i}.attn_norm.weight", i, s.Width);
            // the gain of the whole matrix: queries and keys share what the other architectures give the queries alone
            var (all, gain) = (s.QueryWidth + 2 * s.KvWidth, MathF.Sqrt(SynthArchitectures.QueryGain));
            yield return SynthTensor.Matrix($"blk.{i}.attn_qkv.weight", i, s.Width, all, SynthRole.AttentionValue, gain);
            yield return SynthTensor.Matrix($"blk.{i}.attn_output.weight", i, s.QueryWidth, s.Width);
            yield return SynthTensor.Norm($"blk.{i}.ffn_norm.weight", i, s.Width);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_up.weight", i, s.Width, 2 * s.FeedForward);
            yield return SynthTensor.Matrix($"blk.{i}.ffn_down.weight", i, s.FeedForward, s.Width, SynthRole.FeedForwardDown);
        }

        yield return SynthTensor.Norm("output_norm.weight", -1, s.Width, SynthArchitectures.LogitSpread);
        if (!s.Tied) yield return SynthTensor.Table("output.weight", SynthRole.Output, s.Width, s.Vocabulary);
    }
}
