namespace PersonaSim.Native.Tests.Gguf;

/// <summary>The smallest files that are whole models of a known architecture: 2 blocks, 16 wide, 2 heads, 12 tokens.</summary>
internal static class TinyModels
{
    public const int Layers = 2;
    private const int E = 16, F = 24, V = 12, Heads = 2, HeadDim = 8, Q = Heads * HeadDim, KV = HeadDim;

    public static readonly string[] Architectures = ["llama", "qwen2", "qwen3", "gemma2", "gemma3", "phi3"];

    public static GgufBytes Of(string architecture, int experts = 0)
    {
        var file = new GgufBytes()
            .With("general.architecture", architecture)
            .With("general.name", "tiny")
            .With($"{architecture}.block_count", (uint)Layers)
            .With($"{architecture}.context_length", 64u)
            .With($"{architecture}.embedding_length", (uint)E)
            .With($"{architecture}.feed_forward_length", (uint)F)
            .With($"{architecture}.attention.head_count", (uint)Heads)
            .With($"{architecture}.attention.head_count_kv", 1u)
            .With($"{architecture}.attention.key_length", (uint)HeadDim)
            .With($"{architecture}.attention.value_length", (uint)HeadDim)
            .With($"{architecture}.attention.layer_norm_rms_epsilon", 1e-5f)
            .With($"{architecture}.rope.dimension_count", (uint)HeadDim)
            .With($"{architecture}.rope.freq_base", 10000f);
        if (experts > 0) file.With($"{architecture}.expert_count", (uint)experts).With($"{architecture}.expert_used_count", 2u);
        AddTokenizer(file);
        file.Tensor("token_embd.weight", E, V).Tensor("output_norm.weight", E);
        for (var block = 0; block < Layers; block++) AddBlock(file, architecture, $"blk.{block}.", experts);
        return file;
    }

    public static GgufBytes Vocabulary() => AddTokenizer(new GgufBytes().With("general.architecture", "llama"));

    public static GgufBytes ControlVector() => new GgufBytes()
        .With("general.architecture", "controlvector")
        .With("controlvector.model_hint", "llama")
        .Tensor("direction.1", E)
        .Tensor("direction.2", E);

    private static GgufBytes AddTokenizer(GgufBytes file) => file
        .With("tokenizer.ggml.model", "gpt2")
        .With("tokenizer.ggml.pre", "gpt-2")
        .With("tokenizer.ggml.tokens", Enumerable.Range(0, V).Select(i => i < 10 ? $"t{i}" : i == 10 ? "<s>" : "</s>").ToArray())
        .With("tokenizer.ggml.token_type", Enumerable.Range(0, V).Select(i => i < 10 ? 1 : 3).ToArray())
        .With("tokenizer.ggml.scores", new float[V])
        .With("tokenizer.ggml.merges", new[] { "t 0", "t 1" })
        .With("tokenizer.ggml.bos_token_id", 10u)
        .With("tokenizer.ggml.eos_token_id", 11u)
        .With("tokenizer.ggml.add_bos_token", true);

    private static void AddBlock(GgufBytes file, string architecture, string at, int experts)
    {
        file.Tensor($"{at}attn_norm.weight", E);
        if (architecture == "phi3") file.Tensor($"{at}attn_qkv.weight", E, Q + KV + KV);
        else file.Tensor($"{at}attn_q.weight", E, Q).Tensor($"{at}attn_k.weight", E, KV).Tensor($"{at}attn_v.weight", E, KV);
        file.Tensor($"{at}attn_output.weight", Q, E).Tensor($"{at}ffn_norm.weight", E);
        if (architecture is "qwen3" or "gemma3") file.Tensor($"{at}attn_q_norm.weight", HeadDim).Tensor($"{at}attn_k_norm.weight", HeadDim);
        if (architecture is "gemma2" or "gemma3") file.Tensor($"{at}post_attention_norm.weight", E).Tensor($"{at}post_ffw_norm.weight", E);
        if (experts > 0)
        {
            file.Tensor($"{at}ffn_gate_inp.weight", E, experts)
                .Tensor($"{at}ffn_gate_exps.weight", E, F, experts)
                .Tensor($"{at}ffn_down_exps.weight", F, E, experts)
                .Tensor($"{at}ffn_up_exps.weight", E, F, experts);
            return;
        }

        if (architecture != "phi3") file.Tensor($"{at}ffn_gate.weight", E, F);
        file.Tensor($"{at}ffn_up.weight", E, architecture == "phi3" ? 2 * F : F).Tensor($"{at}ffn_down.weight", F, E);
    }
}
