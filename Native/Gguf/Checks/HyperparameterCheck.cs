namespace PersonaSim.Native.Gguf.Checks;

/// <summary>The numbers that llama.cpp asserts on for every architecture (<c>llama_model_base::load_hparams</c>).</summary>
internal static class HyperparameterCheck
{
    private const int MaxLayers = 512;      // LLAMA_MAX_LAYERS
    private const int MaxExperts = 1024;    // LLAMA_MAX_EXPERTS
    private const int MaxLength = 1 << 20;  // widths; the largest published model is below 2^17
    private const int MaxContext = 1 << 27; // tokens; the longest published context is below 2^24
    private static readonly string[] _ropeScalings = ["none", "linear", "yarn", "longrope"];

    public static ModelShape Run(ModelKeys keys, long? tokens)
    {
        var layers = keys.Number("block_count", 1, MaxLayers);
        keys.Number("context_length", 1, MaxContext);
        var embedding = keys.Number("embedding_length", 1, MaxLength);
        keys.OptionalNumber("embedding_length_out", 1, MaxLength);
        keys.OptionalNumber("nextn_predict_layers", 0, layers);
        keys.OptionalNumber("pooling_type", 0, 4); // none, mean, cls, last, rank
        keys.File.Metadata.TryGetBool(keys.Key("attention.causal"), out _);
        keys.PerLayer("feed_forward_length", layers, 0, MaxLength);
        var claimed = keys.OptionalNumber("vocab_size", 1, int.MaxValue);
        var experts = Experts(keys, layers);
        Rope(keys);
        return Attention(keys, new ModelShape(layers, embedding, tokens ?? claimed, 0, 0, 0, 0, 0, experts));
    }

    private static long Experts(ModelKeys keys, long layers)
    {
        var experts = keys.OptionalNumber("expert_count", 0, MaxExperts) ?? 0;
        var used = keys.PerLayer("expert_used_count", layers, 0, experts)?.Max() ?? 0;
        if (experts > 0 && used == 0)
            throw keys.Refuse(keys.Has("expert_used_count") ? "expert_used_count" : "expert_count", $"{experts} experts, of which none is used");
        var groups = keys.OptionalNumber("expert_group_count", 0, Math.Max(0, experts - 1)) ?? 0;
        if (groups <= 1) return experts;
        if (experts % groups != 0) throw keys.Refuse("expert_group_count", $"is {groups}, which does not divide {experts} experts");
        if (!keys.Has("expert_group_used_count")) throw keys.Missing("expert_group_used_count");
        keys.Number("expert_group_used_count", 1, groups - 1);
        return experts;
    }

    private static void Rope(ModelKeys keys)
    {
        if (keys.File.Metadata.TryGetString(keys.Key("rope.scaling.type"), out var scaling) && !_ropeScalings.Contains(scaling))
            throw keys.Refuse("rope.scaling.type", $"is {GgufFormatException.Quote(scaling)}, expected one of {string.Join(", ", _ropeScalings)}");
        keys.OptionalNumber("rope.scaling.original_context_length", 1, MaxContext);
        keys.TryFloat("rope.freq_base", 0, float.MaxValue, out _);
        keys.TryFloat("rope.scaling.factor", 0, float.MaxValue, out _);
        keys.TryFloat("rope.scale_linear", 0, float.MaxValue, out _);
        keys.TryFloat("rope.scaling.attn_factor", 0, float.MaxValue, out _);
    }

    private static ModelShape Attention(ModelKeys keys, ModelShape shape)
    {
        var heads = keys.PerLayer("attention.head_count", shape.Layers, 0, MaxLength);
        var keyValueHeads = keys.PerLayer("attention.head_count_kv", shape.Layers, 0, MaxLength) ?? heads;
        if (heads is null || heads[0] == 0) return shape;
        for (var i = 0; i < shape.Layers; i++)
        {
            if (keyValueHeads![i] > 0 && heads[i] % keyValueHeads[i] != 0)
                throw keys.Refuse("attention.head_count_kv", $"is {keyValueHeads[i]}, which does not divide {heads[i]} heads (block {i})");
        }

        if (!keys.Has("attention.key_length") && shape.Embedding % heads[0] != 0)
            throw keys.Refuse("attention.head_count", $"is {heads[0]}, which does not divide embedding_length {shape.Embedding}");
        var keyLength = keys.OptionalNumber("attention.key_length", 1, MaxLength) ?? shape.Embedding / heads[0];
        var valueLength = keys.OptionalNumber("attention.value_length", 1, MaxLength) ?? shape.Embedding / heads[0];
        var rope = RopeDimensions(keys, "rope.dimension_count", keyLength) ?? keyLength;
        RopeDimensions(keys, "rope.dimension_count_swa", keys.OptionalNumber("attention.key_length_swa", 1, MaxLength) ?? keyLength);
        keys.OptionalNumber("attention.value_length_swa", 1, MaxLength);
        return shape with
        {
            Heads = heads[0],
            KeyValueHeads = keyValueHeads![0],
            KeyLength = keyLength,
            ValueLength = valueLength,
            RopeDimensions = rope,
        };
    }

    private static long? RopeDimensions(ModelKeys keys, string suffix, long keyLength)
    {
        var found = keys.OptionalNumber(suffix, 0, MaxLength);
        if (found is { } rope && (rope > keyLength || rope % 2 != 0))
            throw keys.Refuse(suffix, $"is {rope}, expected an even number up to the head's {keyLength}");
        return found;
    }
}
