using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Training;

/// <summary>
/// Exchanges the matrix products of a graph, and the outer products that are their derivatives, for an operation of our own on the CPU. It takes
/// factors in any order of their dimensions, so the copies that ggml makes of transposed ones are not needed.
/// </summary>
internal static unsafe class MatrixProducts
{
    /// <summary>Exchanges in place and puts the graph's nodes, in their order, into <paramref name="target"/>; copies that nobody reads are left out.</summary>
    public static void Exchange(ggml_context* ctx, ggml_cgraph* graph, ggml_cgraph* target)
    {
        var count = Ggml.ggml_graph_n_nodes(graph);
        for (var i = 0; i < count; i++)
        {
            var node = Ggml.ggml_graph_node(graph, i);
            var operation = Operation(node);
            if (operation is "MUL_MAT" or "OUT_PROD") Exchange(ctx, node, outer: operation == "OUT_PROD");
        }

        // what parameters' gradients and the loss need is reached from the last nodes; a copy that lost its reader is not
        var read = new HashSet<nint>();
        for (var i = 0; i < count; i++)
        {
            var node = Ggml.ggml_graph_node(graph, i);
            for (var s = 0; s < 10; s++) read.Add(node->src[s]);
        }

        for (var i = 0; i < count; i++)
        {
            var node = Ggml.ggml_graph_node(graph, i);
            if (read.Contains((nint)node) || Operation(node) is not ("CONT" or "TRANSPOSE" or "PERMUTE")) Ggml.ggml_build_forward_expand(target, node);
        }
    }

    private static void Exchange(ggml_context* ctx, ggml_tensor* node, bool outer)
    {
        var a = Uncopied((ggml_tensor*)node->src[0]);
        var b = Uncopied((ggml_tensor*)node->src[1]);
        if (!Fits(a) || !Fits(b) || a->ne[2] != b->ne[2] || a->ne[3] != b->ne[3]) return; // a shared factor: left as it is
        var args = stackalloc ggml_tensor*[2];
        args[0] = a;
        args[1] = b;
        var product = Ggml.ggml_custom_4d(ctx, (int)GgmlType.F32, node->ne[0], node->ne[1], node->ne[2], node->ne[3], args, 2, outer ? &Outer : &Inner, 1, null);
        // the node keeps its identity, which others refer to; only what it computes changes
        node->op = product->op;
        node->op_params = product->op_params;
        node->src = product->src;
    }

    private static bool Fits(ggml_tensor* x) => x->type == (int)GgmlType.F32 && x->nb[0] % sizeof(float) == 0 && x->nb[1] % sizeof(float) == 0;

    // a contiguous copy of a turned view: the view itself will do
    private static ggml_tensor* Uncopied(ggml_tensor* x)
    {
        if (Operation(x) != "CONT") return x;
        var from = (ggml_tensor*)x->src[0];
        for (var d = 0; d < 4; d++)
        {
            if (from->ne[d] != x->ne[d]) return x;
        }

        return from->type == x->type ? from : x;
    }

    // ggml: mul_mat(a [k, m], b [k, n]) = [m, n]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Inner(ggml_tensor* target, int task, int tasks, void* data)
    {
        if (task == 0) Compute(target, k: 0);
    }

    // ggml: out_prod(a [m, k], b [n, k]) = [m, n]
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Outer(ggml_tensor* target, int task, int tasks, void* data)
    {
        if (task == 0) Compute(target, k: 1);
    }

    // k: which dimension of both factors is summed over
    private static void Compute(ggml_tensor* c, int k)
    {
        var a = (ggml_tensor*)c->src[0];
        var b = (ggml_tensor*)c->src[1];
        for (var i3 = 0L; i3 < c->ne[3]; i3++)
        {
            for (var i2 = 0L; i2 < c->ne[2]; i2++)
            {
                FloatProduct.Compute(At(a, i2, i3), Step(a, k), Step(a, 1 - k), At(b, i2, i3), Step(b, k), Step(b, 1 - k), At(c, i2, i3), Step(c, 1), c->ne[0], c->ne[1], a->ne[k]);
            }
        }
    }

    private static float* At(ggml_tensor* x, long i2, long i3) => (float*)((byte*)x->data + (i2 * (long)x->nb[2]) + (i3 * (long)x->nb[3]));

    private static long Step(ggml_tensor* x, int dimension) => (long)x->nb[dimension] / sizeof(float);

    private static string Operation(ggml_tensor* tensor) => LlamaRuntime.Text(Ggml.ggml_op_name(tensor->op));
}
