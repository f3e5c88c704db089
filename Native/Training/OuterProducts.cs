using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Training;

/// <summary>
/// ggml's derivative of a matrix product is an outer product (OUT_PROD), whose CPU code adds row after row. The same numbers are a matrix
/// product of the transposed factors, for which there are fast kernels: about twice as fast, transposing included.
/// </summary>
internal static unsafe class OuterProducts
{
    /// <summary>Exchanges every OUT_PROD of a graph, and every transposed copy, in place and puts its nodes, in their order, into <paramref name="target"/>.</summary>
    public static void Exchange(ggml_context* ctx, ggml_cgraph* graph, ggml_cgraph* target)
    {
        for (var i = 0; i < Ggml.ggml_graph_n_nodes(graph); i++)
        {
            var node = Ggml.ggml_graph_node(graph, i);
            var operation = Operation((nint)node);
            if (operation == "OUT_PROD") Exchange(ctx, node);
            else if (Transposes.IsCopy(node, operation, Operation)) Become(node, Transposes.Of(ctx, (ggml_tensor*)((ggml_tensor*)node->src[0])->src[0]));
            Ggml.ggml_build_forward_expand(target, node);
        }
    }

    // out_prod(a [n, p], b [m, p]) = mul_mat(aT [p, n], bT [p, m]), [n, m] both
    private static void Exchange(ggml_context* ctx, ggml_tensor* node)
    {
        var a = (ggml_tensor*)node->src[0];
        var b = (ggml_tensor*)node->src[1];
        if (a->ne[2] != b->ne[2] || a->ne[3] != b->ne[3]) return; // a shared factor: left as it is
        Become(node, Ggml.ggml_mul_mat(ctx, Turned(ctx, a), Turned(ctx, b)));
    }

    // the node keeps its identity, which others refer to; only what it computes changes (a fresh product has no other parameters)
    private static void Become(ggml_tensor* node, ggml_tensor* other)
    {
        node->op = other->op;
        node->op_params = other->op_params;
        node->src = other->src;
    }

    private static ggml_tensor* Turned(ggml_context* ctx, ggml_tensor* x)
    {
        // the library turned it itself: take what it was
        if (Operation((nint)x) == "TRANSPOSE" && Ggml.ggml_is_contiguous((ggml_tensor*)x->src[0]) != 0) return (ggml_tensor*)x->src[0];
        return x->nb[0] == sizeof(float) ? Transposes.Of(ctx, x) : Ggml.ggml_cont(ctx, Ggml.ggml_transpose(ctx, x));
    }

    private static string Operation(nint tensor) => LlamaRuntime.Text(Ggml.ggml_op_name(((ggml_tensor*)tensor)->op));
}
