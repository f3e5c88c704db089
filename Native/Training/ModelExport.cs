using System.Runtime.InteropServices;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>What a model file says about itself.</summary>
public sealed record ModelExportOptions
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Matrices in blocks of 8 bits instead of plain floats; vectors stay floats.</summary>
    public bool Quantised { get; init; }

    /// <summary>Further keys, such as hashes of the recipe.</summary>
    public IReadOnlyList<(string Key, string Value)> Notes { get; init; } = [];
}

/// <summary>Writes trained weights as a llama model with its tokenizer.</summary>
internal static class ModelExport
{
    private const uint QuantizationVersion = 2; // GGML_QNT_VERSION of the pinned release
    private const uint AllF32 = 0; // enum llama_ftype
    private const uint MostlyQ8 = 7;

    public static void Write(TrainingMachine machine, string path, BpeVocabulary vocabulary, ModelExportOptions options)
    {
        var s = machine.Shape;
        if (vocabulary.Count != s.Vocabulary) throw new InputException($"The tokenizer has {vocabulary.Count} tokens, the model {s.Vocabulary}.");
        var header = new GgufHeader()
            .Set("general.architecture", "llama")
            .Set("general.type", "model")
            .Set("general.name", options.Name)
            .Set("general.description", options.Description)
            .Set("general.license", "mit")
            .Set("general.file_type", options.Quantised ? MostlyQ8 : AllF32)
            .Set("general.quantization_version", QuantizationVersion);
        foreach (var (key, value) in options.Notes) header.Set(key, value);
        foreach (var (key, value) in Keys(s)) header.Set("llama." + key, value);
        vocabulary.AddTo(header);
        foreach (var p in machine.Parameters) header.Add(p.Name, TypeOf(p, options), p.Shape);
        using var writer = new GgufWriter(path, header);
        foreach (var p in machine.Parameters) writer.Append(p.Name, Bytes(p, machine.Read(p, TrainingState.Weight), TypeOf(p, options)));
        writer.Complete();
    }

    private static (string Key, object Value)[] Keys(TrainingShape s) =>
    [
        ("context_length", (uint)s.Context),
        ("embedding_length", (uint)s.Width),
        ("block_count", (uint)s.Layers),
        ("feed_forward_length", (uint)s.FeedForward),
        ("attention.head_count", (uint)s.Heads),
        ("attention.head_count_kv", (uint)s.Heads),
        ("attention.key_length", (uint)s.HeadWidth),
        ("attention.value_length", (uint)s.HeadWidth),
        ("attention.layer_norm_rms_epsilon", TrainingShape.NormEpsilon),
        ("rope.dimension_count", (uint)s.HeadWidth),
        ("rope.freq_base", TrainingShape.RopeBase),
        ("vocab_size", (uint)s.Vocabulary),
    ];

    private static GgmlType TypeOf(ParameterTensor p, ModelExportOptions options)
    {
        if (p.IsVector || !options.Quantised) return GgmlType.F32;
        return p.Columns % GgmlTypes.BlockElements(GgmlType.Q8_0) == 0 ? GgmlType.Q8_0 : throw new InputException($"{p.Name} has rows of {p.Columns} values, which are no whole number of blocks of {GgmlTypes.BlockElements(GgmlType.Q8_0)}: choose sizes that are, or write plain floats.");
    }

    private static unsafe byte[] Bytes(ParameterTensor p, float[] values, GgmlType type)
    {
        if (type == GgmlType.F32) return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        var bytes = new byte[p.Rows * GgmlTypes.RowBytes(type, p.Columns)];
        // safe: both arrays are pinned and as long as the library is told; it keeps no pointer
        fixed (float* source = values)
        fixed (byte* target = bytes)
        {
            var written = Ggml.ggml_quantize_chunk((int)type, source, target, 0, p.Rows, p.Columns, null);
            if ((long)written != bytes.Length) throw new NativeException($"{p.Name}: ggml quantised {p.Rows} rows to {type} as {written} bytes, expected {bytes.Length}.");
        }

        return bytes;
    }
}
