using NUnit.Framework;
using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Tests.Gguf;

/// <summary>Well-formed files whose numbers do not fit each other are refused before native code sees them.</summary>
public sealed class GgufValidatorTests
{
    [TestCaseSource(typeof(TinyModels), nameof(TinyModels.Architectures))]
    public void Accepts_a_whole_model(string architecture)
    {
        Assert.That(() => Check(TinyModels.Of(architecture)), Throws.Nothing);
    }

    [Test]
    public void Accepts_experts_a_vocabulary_and_a_control_vector()
    {
        Assert.That(() => Check(TinyModels.Of("llama", experts: 4)), Throws.Nothing);
        Assert.That(() => Check(TinyModels.Vocabulary(), GgufPurpose.VocabularyOnly), Throws.Nothing);
        Assert.That(() => Check(TinyModels.ControlVector(), GgufPurpose.ControlVector), Throws.Nothing);
    }

    [Test]
    public void Refuses_a_file_for_another_purpose()
    {
        AssertRefused("tensor count at offset 8: is 0", TinyModels.Vocabulary());
        AssertRefused("is 'controlvector', not a language model", TinyModels.ControlVector());
        AssertRefused("is 'llama', expected 'controlvector'", TinyModels.Of("llama"), GgufPurpose.ControlVector);
        AssertRefused("expected a whole model", TinyModels.Of("llama").With("general.type", "adapter"));
        AssertRefused("merge the parts", TinyModels.Of("llama").With("split.count", (ushort)2));
    }

    private static IEnumerable<TestCaseData> WrongNumbers() => new (string Key, object? Value, string Expected)[]
    {
        ("general.architecture", null, "is missing"),
        ("general.architecture", "lla ma", "expected 1 to 64 letters"),
        ("llama.block_count", 99u, "is 99, but tensors name blocks 0 to 1"),
        ("llama.block_count", 1u, "is 1, but tensors name blocks 0 to 1"),
        ("llama.block_count", 0u, "is 0, expected 1 to 512"),
        ("llama.block_count", 2ul, "is u64, expected u32"),
        ("llama.block_count", null, "is missing"),
        ("llama.context_length", 0u, "expected 1 to"),
        ("llama.context_length", uint.MaxValue, "expected 1 to"),
        ("llama.embedding_length", 32u, "has shape [16, 12], but the metadata implies [32, 12]"),
        ("llama.embedding_length", null, "is missing"),
        ("llama.embedding_length_out", 8u, "expected embedding_length 16"),
        ("llama.feed_forward_length", 25u, "but the metadata implies [16, 25]"),
        ("llama.feed_forward_length", new[] { 24u, 24u, 24u }, "has 3 elements, expected one for each of 2 blocks"),
        ("llama.feed_forward_length", new[] { 24u, 8u }, "expected the same everywhere"),
        ("llama.attention.head_count", 0u, "is 0"),
        ("llama.attention.head_count", 4u, "but the metadata implies"),
        ("llama.attention.head_count", 3u, "but the metadata implies"),
        ("llama.attention.head_count_kv", 0u, "is 0"),
        ("llama.attention.head_count_kv", 3u, "is 3, which does not divide 2 heads"),
        ("llama.attention.head_count_kv", 2u, "tensor 'blk.0.attn_k.weight'"),
        ("llama.attention.key_length", 4u, "is 8, expected an even number up to the head's 4"),
        ("llama.attention.key_length", 16u, "keys are 16 wide and values 8"),
        ("llama.attention.value_length", 4u, "keys are 8 wide and values 4"),
        ("llama.attention.layer_norm_rms_epsilon", -1f, "is -1"),
        ("llama.attention.layer_norm_rms_epsilon", float.NaN, "is NaN"),
        ("llama.attention.layer_norm_rms_epsilon", 1e-5, "is f64, expected f32"),
        ("llama.attention.causal", false, "expected a causal language model"),
        ("llama.rope.dimension_count", 6u, "is 6, expected the head's 8"),
        ("llama.rope.dimension_count", 7u, "expected an even number"),
        ("llama.rope.dimension_count", 1024u, "expected an even number up to the head's 8"),
        ("llama.rope.freq_base", 0f, "is 0"),
        ("llama.rope.freq_base", float.PositiveInfinity, "expected 0 to"),
        ("llama.rope.scaling.type", "cubic", "is 'cubic', expected one of none, linear, yarn, longrope"),
        ("llama.expert_count", 8u, "8 experts, of which none is used"),
        ("llama.expert_count", 4096u, "expected 0 to 1024"),
        ("llama.expert_used_count", 2u, "is 2, expected 0 to 0"),
        ("llama.nextn_predict_layers", 1u, "have no such layers"),
        ("llama.pooling_type", 9u, "expected 0 to 4"),
        ("llama.vocab_size", 13u, "is 13, but tokenizer.ggml.tokens has 12 elements"),
        ("tokenizer.ggml.model", null, "is missing"),
        ("tokenizer.ggml.model", "none", "'llama.vocab_size' at offset"),
        ("tokenizer.ggml.model", "llama", "has no token for byte 0x00 ('<0x00>')"),
        ("tokenizer.ggml.tokens", new[] { "a", "b" }, "has 12 elements, but tokenizer.ggml.tokens has 2"),
        ("tokenizer.ggml.tokens", Enumerable.Repeat("same", 12).ToArray(), "token 1 repeats token 0, 'same'"),
        ("tokenizer.ggml.tokens", new int[12], "is array of i32, expected array of string"),
        ("tokenizer.ggml.token_type", new int[11], "has 11 elements"),
        ("tokenizer.ggml.scores", new double[12], "is array of f64, expected array of f32"),
        ("tokenizer.ggml.scores", new float[] { 0, 0, 0, float.NaN, 0, 0, 0, 0, 0, 0, 0, 0 }, "is not a number for token 3"),
        ("tokenizer.ggml.merges", null, "is missing"),
        ("tokenizer.ggml.bos_token_id", 12u, "is 12, but the vocabulary has 12 tokens"),
        ("tokenizer.ggml.eos_token_id", uint.MaxValue, "but the vocabulary has 12 tokens"),
        ("tokenizer.ggml.padding_token_id", -1, "is i32, expected u32"),
        ("tokenizer.ggml.add_bos_token", 1u, "is u32, expected bool"),
    }.Select((c, i) => new TestCaseData(c.Key, c.Value, c.Expected).SetArgDisplayNames($"{i:00} {c.Key}"));

    [TestCaseSource(nameof(WrongNumbers))]
    public void Refuses_a_model_when_one_number_is_wrong(string key, object? value, string expected)
    {
        var file = TinyModels.Of("llama");

        AssertRefused(expected, value is null ? file.Without(key) : file.With(key, value));
    }

    [TestCase("expert_used_count", 5u, "is 5, expected 0 to 4")]
    [TestCase("expert_used_count", 0u, "4 experts, of which none is used")]
    [TestCase("expert_count", 3u, "but the metadata implies [16, 3]")]
    [TestCase("expert_group_count", 4u, "is 4, expected 0 to 3")]
    [TestCase("expert_group_count", 3u, "which does not divide 4 experts")]
    [TestCase("expert_group_count", 2u, "'llama.expert_group_used_count' at offset")]
    public void Refuses_experts_that_do_not_fit(string key, uint value, string expected)
    {
        AssertRefused(expected, TinyModels.Of("llama", experts: 4).With($"llama.{key}", value));
    }

    [TestCase("qwen2", "attention.head_count", 4u, "do not make embedding_length 16")]
    [TestCase("phi3", "attention.key_length", 4u, "expected")]
    [TestCase("qwen3", "expert_count", 2u, "")]
    [TestCase("gemma2", "attention.sliding_window", 0u, "is 0, expected 1 to")]
    [TestCase("gemma3", "attention.key_length_swa", 16u, "expected 8 as in the other blocks")]
    [TestCase("gemma2", "attn_logit_softcapping", 0f, "is 0, expected 0.001")]
    public void Refuses_what_each_architectures_graph_asserts(string architecture, string key, object value, string expected)
    {
        AssertRefused(expected, TinyModels.Of(architecture).With($"{architecture}.{key}", value));
    }

    [TestCaseSource(typeof(TinyModels), nameof(TinyModels.Architectures))]
    public void Refuses_a_model_when_any_tensor_is_missing_or_of_another_shape(string architecture)
    {
        using var whole = GgufFileTests.Read(TinyModels.Of(architecture));

        foreach (var tensor in whole.Tensors)
        {
            AssertRefused("is missing", TinyModels.Of(architecture).WithoutTensor(tensor.Name));
            AssertRefused("has shape", TinyModels.Of(architecture).Tensor(tensor.Name, [.. tensor.Dims, 2]));
            var integers = new byte[tensor.ByteLength];
            AssertRefused("is I32", TinyModels.Of(architecture).Tensor(tensor.Name, (int)GgmlType.I32, integers, [.. tensor.Dims]));
        }
    }

    [Test]
    public void Refuses_directions_of_unequal_length_or_another_name()
    {
        AssertRefused("has shape [8], expected [16]", TinyModels.ControlVector().Tensor("direction.3", 8), GgufPurpose.ControlVector);
        AssertRefused("expected a name direction.N", TinyModels.ControlVector().Tensor("direction.0", 16), GgufPurpose.ControlVector);
    }

    private static void AssertRefused(string expected, GgufBytes bytes, GgufPurpose purpose = GgufPurpose.Model)
    {
        var error = Assert.Throws<GgufFormatException>(() => Check(bytes, purpose), expected);

        Assert.That(error!.Message, Does.Contain(expected).And.Match("^test[.]gguf: .* at offset [0-9]+: .+$"));
    }

    private static void Check(GgufBytes bytes, GgufPurpose purpose = GgufPurpose.Model)
    {
        using var file = GgufFileTests.Read(bytes);
        GgufValidator.Check(file, purpose);
    }
}
