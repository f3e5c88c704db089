namespace PersonaSim.Native.Gguf.Checks;

/// <summary>
/// The six architectures whose every tensor shape follows from the metadata (llama.cpp's <c>src/models/*.cpp</c>); what their
/// graphs assert about head sizes is refused here.
/// </summary>
internal static class KnownArchitectures
{
    private const int MaxWindow = 1 << 20;
    private static readonly string[] _known = ["llama", "qwen2", "qwen3", "gemma2", "gemma3", "phi3"];

    public static bool IsKnown(string architecture) => _known.Contains(architecture);

    public static void Check(ModelKeys keys, ModelShape shape)
    {
        CheckNumbers(keys, shape);
        CheckHeads(keys, shape);
        if (shape.Vocabulary is not { } tokens) throw keys.Missing("vocab_size");
        // the library itself goes by the tokens: elsewhere a difference is let pass
        if (keys.OptionalNumber("vocab_size", 1, int.MaxValue) is { } size && size != tokens)
            throw keys.Refuse("vocab_size", $"is {size}, but tokenizer.ggml.tokens has {tokens} elements");
        var feedForward = Uniform(keys, "feed_forward_length", shape.Layers, least: 1);
        foreach (var tensor in ExpectedTensors.Of(keys, shape, feedForward)) TensorCheck.Run(keys, tensor);
    }

    private static void CheckNumbers(ModelKeys keys, ModelShape shape)
    {
        if (!keys.TryFloat("attention.layer_norm_rms_epsilon", 0, 1, out _)) throw keys.Missing("attention.layer_norm_rms_epsilon");
        if (keys.TryFloat("rope.freq_base", 0, float.MaxValue, out var frequency) && frequency == 0)
            throw keys.Refuse("rope.freq_base", "is 0, expected a positive number");
        if (keys.OptionalNumber("nextn_predict_layers", 0, int.MaxValue) is > 0)
            throw keys.Refuse("nextn_predict_layers", $"is set, but '{keys.Architecture}' models have no such layers");
        if (keys.OptionalNumber("embedding_length_out", 0, int.MaxValue) is { } wide && wide != shape.Embedding)
            throw keys.Refuse("embedding_length_out", $"is {wide}, expected embedding_length {shape.Embedding}");
        if (shape.Experts > 0 && keys.Architecture != "llama")
            throw keys.Refuse("expert_count", $"is {shape.Experts}, but '{keys.Architecture}' models have no experts");
        // a non-causal model must see each sequence in one micro-batch: llama_decode asserts that
        if (keys.File.Metadata.TryGetBool(keys.Key("attention.causal"), out var causal) && !causal)
            throw keys.Refuse("attention.causal", "is false, expected a causal language model");
        var gemma = keys.Architecture is "gemma2" or "gemma3";
        if (gemma) keys.OptionalNumber("attention.sliding_window", keys.Architecture == "gemma2" ? 1 : 0, MaxWindow);
        // gemma2 divides by both without asking
        var least = keys.Architecture == "gemma2" ? 1e-3 : 0;
        keys.TryFloat("attn_logit_softcapping", least, float.MaxValue, out _);
        keys.TryFloat("final_logit_softcapping", least, float.MaxValue, out _);
    }

    private static void CheckHeads(ModelKeys keys, ModelShape shape)
    {
        Uniform(keys, "attention.head_count", shape.Layers, least: 1);
        if (keys.Has("attention.head_count_kv")) Uniform(keys, "attention.head_count_kv", shape.Layers, least: 1);
        if (shape.KeyLength != shape.ValueLength)
            throw keys.Refuse(
                keys.Has("attention.value_length") ? "attention.value_length" : "attention.key_length",
                $"keys are {shape.KeyLength} wide and values {shape.ValueLength}, expected the same");
        if (keys.Architecture is "llama" or "qwen2" or "qwen3" && shape.RopeDimensions != shape.KeyLength)
            throw keys.Refuse("rope.dimension_count", $"is {shape.RopeDimensions}, expected the head's {shape.KeyLength}");
        if (shape.RopeDimensions == 0 || shape.RopeDimensions % 2 != 0)
            throw keys.Refuse(
                keys.Has("rope.dimension_count") ? "rope.dimension_count" : "attention.head_count",
                $"rotates {shape.RopeDimensions} dimensions of each head, expected a positive even number");
        // their graphs split embedding_length, not a width of its own, into heads
        if (keys.Architecture is "qwen2" or "phi3" && shape.KeyLength * shape.Heads != shape.Embedding)
            throw keys.Refuse("attention.head_count", $"{shape.Heads} heads of {shape.KeyLength} do not make embedding_length {shape.Embedding}");
        SameAsFull(keys, "attention.key_length_swa", shape.KeyLength);
        SameAsFull(keys, "attention.value_length_swa", shape.ValueLength);
        SameAsFull(keys, "rope.dimension_count_swa", shape.RopeDimensions);
    }

    private static void SameAsFull(ModelKeys keys, string suffix, long full)
    {
        if (keys.OptionalNumber(suffix, 0, int.MaxValue) is { } found && found != full)
            throw keys.Refuse(suffix, $"is {found}, expected {full} as in the other blocks");
    }

    private static long Uniform(ModelKeys keys, string suffix, long layers, long least)
    {
        var each = keys.PerLayer(suffix, layers, least, int.MaxValue) ?? throw keys.Missing(suffix);
        var odd = Array.FindIndex(each, n => n != each[0]);
        return odd < 0 ? each[0] : throw keys.Refuse(suffix, $"is {each[odd]} for block {odd}, but {each[0]} for block 0; expected the same everywhere");
    }
}
