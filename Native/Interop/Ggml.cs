using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>libggml-base (tensors, quantisation) and libggml (the backend registry), C names verbatim.</summary>
internal static unsafe partial class Ggml
{
    public const string Base = "ggml-base";
    public const string Registry = "ggml";
    public const int GGML_OP_NONE = 0;
    public const int GGML_OP_ADD = 2;

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_tensor_get(ggml_tensor* tensor, void* data, nuint offset, nuint size);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_tensor_set(ggml_tensor* tensor, void* data, nuint offset, nuint size);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ggml_backend_tensor_alloc(ggml_backend_buffer* buffer, ggml_tensor* tensor, void* addr);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte ggml_backend_buffer_is_host(ggml_backend_buffer* buffer);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void* ggml_backend_buffer_get_base(ggml_backend_buffer* buffer);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_buffer_type* ggml_backend_buffer_get_type(ggml_backend_buffer* buffer);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_buffer* ggml_backend_buft_alloc_buffer(ggml_backend_buffer_type* buft, nuint size);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_buffer_free(ggml_backend_buffer* buffer);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ggml_version();

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void* ggml_set_abort_callback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial long ggml_blck_size(int type);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_type_size(int type);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_quantize_chunk(
        int type, float* src, void* dst, long start, long nrows, long n_per_row, float* imatrix);

    [LibraryImport(Registry, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_load_all_from_path(string dir_path);

    [LibraryImport(Registry), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_backend_reg_count();

    [LibraryImport(Registry), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_reg* ggml_backend_reg_get(nuint index);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ggml_backend_reg_name(ggml_backend_reg* reg);

    [LibraryImport(Base, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void* ggml_backend_reg_get_proc_address(ggml_backend_reg* reg, string name);

    [LibraryImport(Registry), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_backend_dev_count();

    [LibraryImport(Registry), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_device* ggml_backend_dev_get(nuint index);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_backend_dev_get_props(ggml_backend_device* device, ggml_backend_dev_props* props);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_backend_reg* ggml_backend_dev_backend_reg(ggml_backend_device* device);
}
