namespace PersonaSim.Native.Gguf.Checks;

/// <summary>Names and shapes that a known architecture's metadata implies, row length first.</summary>
internal static class ExpectedTensors
{
    public static IEnumerable<ExpectedTensor> Of(ModelKeys keys, ModelShape shape, long feedForward)
    {
        long e = shape.Embedding, v = shape.Vocabulary!.Value;
        yield return new("token_embd.weight", false, e, v);
        yield return new("output_norm.weight", false, e);
        yield return new("output.weight", true, e, v);
        yield return new("output.bias", true, v);
        yield return new("rope_freqs.weight", true, shape.RopeDimensions / 2);
        yield return new("rope_factors_long.weight", true, shape.RopeDimensions / 2);
        yield return new("rope_factors_short.weight", true, shape.RopeDimensions / 2);
        for (var block = 0; block < shape.Layers; block++)
        {
            foreach (var tensor in Attention(keys, shape, $"blk.{block}.")) yield return tensor;
            foreach (var tensor in FeedForward(keys.Architecture, shape, feedForward, $"blk.{block}.")) yield return tensor;
        }
    }

    private static IEnumerable<ExpectedTensor> Attention(ModelKeys keys, ModelShape shape, string at)
    {
        long e = shape.Embedding, q = shape.KeyLength * shape.Heads, kv = shape.KeyLength * shape.KeyValueHeads;
        // one fused matrix, or three: the fused one wins where both exist
        var fused = keys.TryTensor($"{at}attn_qkv.weight", out _);
        yield return new($"{at}attn_norm.weight", false, e);
        yield return new($"{at}attn_qkv.weight", !fused, e, q + kv + kv);
        yield return new($"{at}attn_qkv.bias", true, q + kv + kv);
        yield return new($"{at}attn_q.weight", fused, e, q);
        yield return new($"{at}attn_k.weight", fused, e, kv);
        yield return new($"{at}attn_v.weight", fused, e, kv);
        yield return new($"{at}attn_q.bias", true, q);
        yield return new($"{at}attn_k.bias", true, kv);
        yield return new($"{at}attn_v.bias", true, kv);
        yield return new($"{at}attn_output.weight", false, q, e);
        yield return new($"{at}attn_output.bias", true, e);
        if (keys.Architecture is "qwen3" or "gemma3")
        {
            yield return new($"{at}attn_q_norm.weight", false, shape.KeyLength);
            yield return new($"{at}attn_k_norm.weight", false, shape.KeyLength);
        }
    }

    private static IEnumerable<ExpectedTensor> FeedForward(string architecture, ModelShape shape, long f, string at)
    {
        long e = shape.Embedding, x = shape.Experts;
        yield return new($"{at}ffn_norm.weight", false, e);
        if (x > 0)
        {
            yield return new($"{at}ffn_gate_inp.weight", false, e, x);
            yield return new($"{at}ffn_gate_exps.weight", false, e, f, x);
            yield return new($"{at}ffn_down_exps.weight", false, f, e, x);
            yield return new($"{at}ffn_up_exps.weight", false, e, f, x);
            yield break;
        }

        // phi3 keeps gate and up in one matrix
        if (architecture != "phi3") yield return new($"{at}ffn_gate.weight", false, e, f);
        yield return new($"{at}ffn_up.weight", false, e, architecture == "phi3" ? 2 * f : f);
        yield return new($"{at}ffn_down.weight", false, f, e);
        yield return new($"{at}ffn_gate.bias", true, f);
        yield return new($"{at}ffn_up.bias", true, f);
        yield return new($"{at}ffn_down.bias", true, e);
        if (architecture is "gemma2" or "gemma3")
        {
            yield return new($"{at}post_attention_norm.weight", false, e);
            yield return new($"{at}post_ffw_norm.weight", false, e);
        }
    }
}
