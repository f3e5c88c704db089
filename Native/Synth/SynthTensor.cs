namespace PersonaSim.Native.Synth;

/// <summary>What a tensor does, as far as the choice of its type goes.</summary>
internal enum SynthRole
{
    Vector,
    Matrix,
    Embedding,
    Output,
    AttentionValue,
    FeedForwardDown,
}

/// <summary>One tensor of a random model: <paramref name="Rows"/> rows of <paramref name="Columns"/> values around a mean.</summary>
internal sealed record SynthTensor(string Name, SynthRole Role, int Layer, long Columns, long Rows, float Mean, float Deviation)
{
    /// <summary>A matrix that keeps the variance of what it multiplies, times a gain: its deviation is gain / sqrt(fan-in).</summary>
    public static SynthTensor Matrix(string name, int layer, long columns, long rows, SynthRole role = SynthRole.Matrix, float gain = 1) =>
        new(name, role, layer, columns, rows, 0, (float)(gain / Math.Sqrt(columns)));

    /// <summary>A table with one row per token, each of about the given length.</summary>
    public static SynthTensor Table(string name, SynthRole role, long columns, long rows, double length = 1) =>
        new(name, role, -1, columns, rows, 0, (float)(length / Math.Sqrt(columns)));

    /// <summary>A norm's gains; every architecture here stores the factor itself (Gemma's converter adds its 1 before writing).</summary>
    public static SynthTensor Norm(string name, int layer, long columns, float mean = 1) =>
        new(name, SynthRole.Vector, layer, columns, 1, mean, mean * 0.1f);

    public static SynthTensor Bias(string name, int layer, long columns) =>
        new(name, SynthRole.Vector, layer, columns, 1, 0, 0.2f);

    public long[] Shape => Role == SynthRole.Vector ? [Columns] : [Columns, Rows];
}
