using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>
/// The llama architecture as ggml operations, the same as llama.cpp builds for LLM_ARCH_LLAMA (rotation of neighbouring pairs), so that a
/// saved file gives the same logits there. Only operations with a derivative are used.
/// </summary>
internal sealed unsafe class ForwardGraph(ggml_context* ctx, TrainingShape shape, TrainingInputs inputs, IReadOnlyDictionary<string, nint> parameters)
{
    private const int RopeNormal = 0; // GGML_ROPE_TYPE_NORMAL: pairs (0, 1), (2, 3), ...
    private const float Tiny = 1e-20f; // keeps the logarithm finite where a probability underflows

    /// <summary>[vocabulary, places that are predicted].</summary>
    public ggml_tensor* Logits()
    {
        var stream = Ggml.ggml_get_rows(ctx, P("token_embd.weight"), inputs.Tokens); // [width, places]
        for (var i = 0; i < shape.Layers; i++)
        {
            stream = Ggml.ggml_add(ctx, stream, Attention(i, Norm(stream, $"blk.{i}.attn_norm.weight")));
            stream = Ggml.ggml_add(ctx, stream, FeedForward(i, Norm(stream, $"blk.{i}.ffn_norm.weight")));
            // where and how llama.cpp adds a control vector
            if (inputs.Directions.TryGetValue(i, out var directions)) stream = Ggml.ggml_add(ctx, stream, Ggml.ggml_mul_mat(ctx, (ggml_tensor*)directions, inputs.Doses));
        }

        if (inputs.Gathers) stream = Ggml.ggml_get_rows(ctx, stream, inputs.Rows);
        return Ggml.ggml_mul_mat(ctx, P(shape.Tied ? "token_embd.weight" : "output.weight"), Norm(stream, "output_norm.weight"));
    }

    /// <summary>
    /// Sum over places of weight x -log p(target). ggml's own cross entropy takes its labels for probabilities that sum to one, so a weight
    /// other than 1 would get a wrong derivative there: the target's probability is picked with a row of the unit matrix instead.
    /// </summary>
    public ggml_tensor* Loss(ggml_tensor* logits)
    {
        var picked = Ggml.ggml_mul(ctx, Ggml.ggml_soft_max(ctx, logits), Ggml.ggml_get_rows(ctx, inputs.Unit, inputs.Targets)); // [vocabulary, places]
        var logP = Ggml.ggml_log(ctx, Ggml.ggml_scale_bias(ctx, Ggml.ggml_sum_rows(ctx, picked), 1, Tiny)); // [1, places]
        var loss = Ggml.ggml_scale(ctx, Ggml.ggml_sum(ctx, Ggml.ggml_mul(ctx, logP, inputs.Weights)), -1);
        Ggml.ggml_set_loss(loss);
        Ggml.ggml_set_output(loss);
        return loss;
    }

    private ggml_tensor* Attention(int layer, ggml_tensor* x)
    {
        var (dim, heads, length, windows) = (shape.HeadWidth, shape.Heads, inputs.Batch.Context, inputs.Batch.Windows);
        var q = Heads(Rotated(Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.attn_q.weight"), x)));
        var k = Heads(Rotated(Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.attn_k.weight"), x)));
        var v = Ggml.ggml_reshape_4d(ctx, Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.attn_v.weight"), x), dim, heads, length, windows);
        v = Ggml.ggml_cont(ctx, Ggml.ggml_permute(ctx, v, 1, 2, 0, 3)); // [length, dim, heads, windows]
        // contiguous, because ggml's fast matrix product wants its second factor so
        var scores = Ggml.ggml_mul_mat(ctx, k, Ggml.ggml_cont(ctx, q)); // [length, length, heads, windows]
        var shares = Ggml.ggml_soft_max_ext(ctx, scores, inputs.Mask, 1 / MathF.Sqrt(dim), 0);
        var mixed = Ggml.ggml_permute(ctx, Ggml.ggml_mul_mat(ctx, v, shares), 0, 2, 1, 3); // [dim, heads, length, windows]
        var joined = Ggml.ggml_reshape_2d(ctx, Ggml.ggml_cont(ctx, mixed), shape.Width, (long)length * windows);
        return Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.attn_output.weight"), joined);
    }

    private ggml_tensor* FeedForward(int layer, ggml_tensor* x)
    {
        var gate = Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.ffn_gate.weight"), x);
        var up = Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.ffn_up.weight"), x);
        return Ggml.ggml_mul_mat(ctx, P($"blk.{layer}.ffn_down.weight"), Ggml.ggml_swiglu_split(ctx, gate, up));
    }

    private ggml_tensor* Norm(ggml_tensor* x, string gain) => Ggml.ggml_mul(ctx, Ggml.ggml_rms_norm(ctx, x, TrainingShape.NormEpsilon), P(gain));

    private ggml_tensor* Rotated(ggml_tensor* x)
    {
        var heads = Ggml.ggml_reshape_3d(ctx, x, shape.HeadWidth, shape.Heads, (long)inputs.Batch.Context * inputs.Batch.Windows);
        // no scaling of any kind: the last five are what llama.cpp passes for a model that declares none
        return Ggml.ggml_rope_ext(ctx, heads, inputs.Positions, null, shape.HeadWidth, RopeNormal, shape.Context, TrainingShape.RopeBase, 1, 0, 1, 32, 1);
    }

    // [dim, length, heads, windows], a view
    private ggml_tensor* Heads(ggml_tensor* x) =>
        Ggml.ggml_permute(ctx, Ggml.ggml_reshape_4d(ctx, x, shape.HeadWidth, shape.Heads, inputs.Batch.Context, inputs.Batch.Windows), 0, 2, 1, 3);

    private ggml_tensor* P(string name) => (ggml_tensor*)parameters[name];
}
