using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

[StructLayout(LayoutKind.Sequential)]
internal struct ggml_backend_dev_caps
{
    public byte async;
    public byte host_buffer;
    public byte buffer_from_host_ptr;
    public byte events;
    public byte mmap_support;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ggml_backend_dev_props
{
    public byte* name;
    public byte* description;
    public nuint memory_free;
    public nuint memory_total;
    public ggml_backend_dev_type type;
    public byte* device_id;
    public ggml_backend_dev_caps caps;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ggml_backend_feature
{
    public byte* name;
    public byte* value;
}
