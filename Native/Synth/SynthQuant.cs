using PersonaSim.Native.Gguf;

namespace PersonaSim.Native.Synth;

/// <summary>How a random model's matrices are stored.</summary>
public enum SynthQuant
{
    F32,
    F16,
    Q8_0,
    Q4_0,
    Q4_K_M,
}

/// <summary>Which type each tensor gets: llama.cpp's own choice for the same kind of file, without an importance matrix.</summary>
internal static class SynthQuants
{
    public static IReadOnlyList<string> Names { get; } = ["f32", "f16", "q8_0", "q4_0", "q4_k_m"];

    public static SynthQuant Parse(string name)
    {
        var at = Names.ToList().IndexOf(name.ToLowerInvariant());
        return at >= 0 ? (SynthQuant)at : throw Nearest.Unknown("quantisation", name, Names);
    }

    /// <summary>general.file_type, llama.cpp's enum llama_ftype.</summary>
    public static uint FileType(SynthQuant quant) => quant switch
    {
        SynthQuant.F32 => 0,
        SynthQuant.F16 => 1,
        SynthQuant.Q8_0 => 7,
        SynthQuant.Q4_0 => 2,
        _ => 15,
    };

    public static GgmlType TypeOf(SynthTensor tensor, SynthQuant quant, SynthShape shape) => (tensor.Role, quant) switch
    {
        (SynthRole.Vector, _) or (_, SynthQuant.F32) => GgmlType.F32,
        (_, SynthQuant.F16) => GgmlType.F16,
        (_, SynthQuant.Q8_0) => Fitting(GgmlType.Q8_0, tensor.Columns),
        // the matrix that makes the logits hurts most when it is coarse
        (SynthRole.Output, _) => Fitting(GgmlType.Q6_K, tensor.Columns),
        (SynthRole.Embedding, _) when shape.Tied => Fitting(GgmlType.Q6_K, tensor.Columns),
        (_, SynthQuant.Q4_0) => Fitting(GgmlType.Q4_0, tensor.Columns),
        (SynthRole.AttentionValue or SynthRole.FeedForwardDown, _) when Finer(tensor.Layer, shape.Layers) => Fitting(GgmlType.Q6_K, tensor.Columns),
        _ => Fitting(GgmlType.Q4_K, tensor.Columns),
    };

    // the M of Q4_K_M: the first and the last eighth of the layers, and every third between, keep more bits
    private static bool Finer(int layer, int layers) =>
        layer < layers / 8 || layer >= 7 * layers / 8 || (layer - layers / 8) % 3 == 2;

    // rows that are no whole number of blocks get the next type with smaller blocks, at last half floats
    private static GgmlType Fitting(GgmlType wanted, long columns)
    {
        if (columns % GgmlTypes.BlockElements(wanted) == 0) return wanted;
        if (columns % 32 != 0) return GgmlType.F16;
        return wanted == GgmlType.Q4_K ? GgmlType.Q5_0 : GgmlType.Q8_0;
    }
}
