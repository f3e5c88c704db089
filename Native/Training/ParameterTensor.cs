namespace PersonaSim.Native.Training;

/// <summary>One trained tensor, by the name that the file format gives it; a vector has no rows and is not decayed.</summary>
internal sealed record ParameterTensor(string Name, int Columns, int Rows, float Deviation)
{
    public bool IsVector => Rows == 0;

    public long Elements => (long)Columns * Math.Max(1, Rows);

    public long[] Shape => IsVector ? [Columns] : [Columns, Rows];

    /// <summary>All tensors of a shape, in the order of the file.</summary>
    public static IEnumerable<ParameterTensor> All(TrainingShape s)
    {
        // small normal weights; what writes into the residual stream is scaled by the number of writers (Radford et al. 2019, GPT-2)
        const float Deviation = 0.02f;
        var writer = Deviation / MathF.Sqrt(2 * s.Layers);
        yield return new("token_embd.weight", s.Width, s.Vocabulary, Deviation);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return new($"blk.{i}.attn_norm.weight", s.Width, 0, 0);
            yield return new($"blk.{i}.attn_q.weight", s.Width, s.Width, Deviation);
            yield return new($"blk.{i}.attn_k.weight", s.Width, s.Width, Deviation);
            yield return new($"blk.{i}.attn_v.weight", s.Width, s.Width, Deviation);
            yield return new($"blk.{i}.attn_output.weight", s.Width, s.Width, writer);
            yield return new($"blk.{i}.ffn_norm.weight", s.Width, 0, 0);
            yield return new($"blk.{i}.ffn_gate.weight", s.Width, s.FeedForward, Deviation);
            yield return new($"blk.{i}.ffn_up.weight", s.Width, s.FeedForward, Deviation);
            yield return new($"blk.{i}.ffn_down.weight", s.FeedForward, s.Width, writer);
        }

        yield return new("output_norm.weight", s.Width, 0, 0);
        if (!s.Tied) yield return new("output.weight", s.Width, s.Vocabulary, Deviation);
    }
}
