using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

[InlineArray(4)]
internal struct ggml_dims_i64
{
    private long _e;
}

[InlineArray(4)]
internal struct ggml_dims_size
{
    private nuint _e;
}

[InlineArray(16)]
internal struct ggml_op_params
{
    private int _e;
}

[InlineArray(10)]
internal struct ggml_src
{
    private nint _e;
}

[InlineArray(64)]
internal struct ggml_name
{
    private byte _e;
}

[InlineArray(8)]
internal struct ggml_padding
{
    private byte _e;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ggml_tensor
{
    public int type;
    public ggml_backend_buffer* buffer;
    public ggml_dims_i64 ne;
    public ggml_dims_size nb;
    public int op;
    public ggml_op_params op_params;
    public int flags;
    public ggml_src src;
    public ggml_tensor* view_src;
    public nuint view_offs;
    public void* data;
    public ggml_name name;
    public void* extra;
    public ggml_padding padding;
}
