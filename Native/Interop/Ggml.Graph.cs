using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>ggml.h: graphs and their derivatives.</summary>
internal static unsafe partial class Ggml
{
    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_cgraph* ggml_new_graph_custom(ggml_context* ctx, nuint size, byte grads);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_graph_overhead_custom(nuint size, byte grads);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_build_forward_expand(ggml_cgraph* cgraph, ggml_tensor* tensor);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_build_backward_expand(ggml_context* ctx, ggml_cgraph* cgraph, ggml_tensor** grad_accs);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ggml_graph_n_nodes(ggml_cgraph* cgraph);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_graph_node(ggml_cgraph* cgraph, int i);
}
