namespace PersonaSim.Native.Training;

/// <summary>One trained tensor, by the name that the file format gives it; a vector has no rows and is not decayed.</summary>
internal sealed record ParameterTensor(string Name, int Columns, int Rows, float Deviation)
{
    public const string Embedding = "token_embd.weight";

    public bool IsVector => Rows == 0;

    public long Elements => (long)Columns * Math.Max(1, Rows);

    public long[] Shape => IsVector ? [Columns] : [Columns, Rows];

    /// <summary>All tensors of a shape, in the order of the file.</summary>
    public static IEnumerable<ParameterTensor> All(TrainingShape s)
    {
        // what keeps the variance of what it multiplies: with GPT-2's fixed 0.02 a width of 96 begins with flat attention and stays there for
        // long. What writes into the residual stream is scaled by the number of writers (Radford et al. 2019, GPT-2)
        var wide = 1 / MathF.Sqrt(s.Width);
        var writers = 1 / MathF.Sqrt(2 * s.Layers);
        yield return new(Embedding, s.Width, s.Vocabulary, wide);
        for (var i = 0; i < s.Layers; i++)
        {
            yield return new($"blk.{i}.attn_norm.weight", s.Width, 0, 0);
            yield return new($"blk.{i}.attn_q.weight", s.Width, s.Width, wide);
            yield return new($"blk.{i}.attn_k.weight", s.Width, s.Width, wide);
            yield return new($"blk.{i}.attn_v.weight", s.Width, s.Width, wide);
            yield return new($"blk.{i}.attn_output.weight", s.Width, s.Width, wide * writers);
            yield return new($"blk.{i}.ffn_norm.weight", s.Width, 0, 0);
            yield return new($"blk.{i}.ffn_gate.weight", s.Width, s.FeedForward, wide);
            yield return new($"blk.{i}.ffn_up.weight", s.Width, s.FeedForward, wide);
            yield return new($"blk.{i}.ffn_down.weight", s.FeedForward, s.Width, writers / MathF.Sqrt(s.FeedForward));
        }

        yield return new("output_norm.weight", s.Width, 0, 0);
        if (!s.Tied) yield return new("output.weight", s.Width, s.Vocabulary, wide);
    }
}
