using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>ggml-backend.h and ggml-alloc.h: where graphs of our own run and where their tensors lie.</summary>
internal static unsafe partial class Ggml
{
    [LibraryImport(Registry), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_device* ggml_backend_dev_by_type(ggml_backend_dev_type type);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend* ggml_backend_dev_init(ggml_backend_device* device, byte* @params);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_free(ggml_backend* backend);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ggml_backend_name(ggml_backend* backend);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_buffer_type* ggml_backend_get_default_buffer_type(ggml_backend* backend);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte ggml_backend_supports_op(ggml_backend* backend, ggml_tensor* op);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ggml_backend_graph_compute(ggml_backend* backend, ggml_cgraph* cgraph);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_tensor_memset(ggml_tensor* tensor, byte value, nuint offset, nuint size);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_buffer* ggml_backend_alloc_ctx_tensors(ggml_context* ctx, ggml_backend* backend);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_backend_buffer_get_size(ggml_backend_buffer* buffer);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_gallocr* ggml_gallocr_new(ggml_backend_buffer_type* buft);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_gallocr_free(ggml_gallocr* galloc);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte ggml_gallocr_alloc_graph(ggml_gallocr* galloc, ggml_cgraph* graph);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_gallocr_get_buffer_size(ggml_gallocr* galloc, int buffer_id);
}
