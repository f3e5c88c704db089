using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

/// <summary>ggml.h: contexts, tensors and the operations that training is built from.</summary>
internal static unsafe partial class Ggml
{
    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_context* ggml_init(ggml_init_params @params);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_free(ggml_context* ctx);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_tensor_overhead();

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_new_tensor_1d(ggml_context* ctx, int type, long ne0);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_new_tensor_2d(ggml_context* ctx, int type, long ne0, long ne1);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_new_tensor_4d(ggml_context* ctx, int type, long ne0, long ne1, long ne2, long ne3);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_dup_tensor(ggml_context* ctx, ggml_tensor* src);

    [LibraryImport(Base, StringMarshalling = StringMarshalling.Utf8), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_set_name(ggml_tensor* tensor, string name);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_set_param(ggml_tensor* tensor);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_set_loss(ggml_tensor* tensor);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ggml_set_output(ggml_tensor* tensor);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint ggml_nbytes(ggml_tensor* tensor);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ggml_op_name(int op);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_add(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_add_inplace(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_mul(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_sqr(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_log(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_sum(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_sum_rows(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_mul_mat(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_cont(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_transpose(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte ggml_is_contiguous(ggml_tensor* tensor);

    // only of the CPU
    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_custom_4d(ggml_context* ctx, int type, long ne0, long ne1, long ne2, long ne3, ggml_tensor** args, int n_args, delegate* unmanaged[Cdecl]<ggml_tensor*, int, int, void*, void> fun, int n_tasks, void* userdata);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_soft_max(ggml_context* ctx, ggml_tensor* a);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_swiglu_split(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_get_rows(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_rms_norm(ggml_context* ctx, ggml_tensor* a, float eps);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_scale(ggml_context* ctx, ggml_tensor* a, float s);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_scale_inplace(ggml_context* ctx, ggml_tensor* a, float s);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_scale_bias(ggml_context* ctx, ggml_tensor* a, float s, float b);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_reshape_2d(ggml_context* ctx, ggml_tensor* a, long ne0, long ne1);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_reshape_3d(ggml_context* ctx, ggml_tensor* a, long ne0, long ne1, long ne2);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_reshape_4d(ggml_context* ctx, ggml_tensor* a, long ne0, long ne1, long ne2, long ne3);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_permute(ggml_context* ctx, ggml_tensor* a, int axis0, int axis1, int axis2, int axis3);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_soft_max_ext(ggml_context* ctx, ggml_tensor* a, ggml_tensor* mask, float scale, float max_bias);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_rope_ext(ggml_context* ctx, ggml_tensor* a, ggml_tensor* b, ggml_tensor* c, int n_dims, int mode, int n_ctx_orig,
        float freq_base, float freq_scale, float ext_factor, float attn_factor, float beta_fast, float beta_slow);

    [LibraryImport(Base), UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ggml_tensor* ggml_opt_step_adamw(ggml_context* ctx, ggml_tensor* a, ggml_tensor* grad, ggml_tensor* m, ggml_tensor* v, ggml_tensor* adamw_params);
}
