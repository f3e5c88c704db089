namespace PersonaSim.Native.Gguf.Checks;

/// <summary>Shapes and element types of the tensors a model computes with.</summary>
internal static class TensorCheck
{
    /// <summary>What holds for every architecture: one row of the embedding per token.</summary>
    public static void RunForAny(ModelKeys keys, ModelShape shape)
    {
        if (shape.Vocabulary is not { } tokens || !keys.TryTensor("token_embd.weight", out var embedding)) return;
        var rows = embedding.Dims.Count > 1 ? embedding.Dims[1] : 1;
        if (rows != tokens) throw keys.Refuse(embedding, $"has shape {embedding.Shape}, but the vocabulary has {tokens} tokens");
    }

    /// <summary>One tensor against what the metadata implies.</summary>
    public static void Run(ModelKeys keys, ExpectedTensor expected)
    {
        if (!keys.TryTensor(expected.Name, out var tensor))
        {
            if (expected.Optional) return;
            throw new GgufFormatException(keys.File.Path, GgufTensorReader.Field(expected.Name), keys.File.DataOffset,
                $"is missing; the tensor list of this '{keys.Architecture}' model ends here");
        }

        if (!Same(tensor.Dims, expected.Dims))
            throw keys.Refuse(tensor, $"has shape {tensor.Shape}, but the metadata implies [{string.Join(", ", expected.Dims)}]");
        var usable = expected.Dims.Length == 1 ? tensor.Type == GgmlType.F32 : IsWeight(tensor.Type);
        if (!usable)
            throw keys.Refuse(tensor, $"is {tensor.Type}, expected {(expected.Dims.Length == 1 ? "F32" : "a type that can be multiplied with")}");
    }

    // ggml's own order: missing trailing dimensions are 1
    private static bool Same(IReadOnlyList<long> found, long[] expected)
    {
        for (var d = 0; d < GgufTensorReader.MaxDims; d++)
        {
            if ((d < found.Count ? found[d] : 1) != (d < expected.Length ? expected[d] : 1)) return false;
        }

        return true;
    }

    // intermediate formats and integers have no product kernel: ggml_mul_mat aborts on them
    private static bool IsWeight(GgmlType type) => type is not (
        GgmlType.Q8_1 or GgmlType.Q8_K or GgmlType.I8 or GgmlType.I16 or GgmlType.I32 or GgmlType.I64 or GgmlType.F64);
}

/// <summary>A tensor that an architecture's metadata implies.</summary>
internal readonly record struct ExpectedTensor(string Name, bool Optional, params long[] Dims);
