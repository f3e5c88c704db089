using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Training;

/// <summary>A native object of the trainer with the function that frees it.</summary>
internal abstract unsafe class NativeResource : SafeHandle
{
    private readonly string _name;

    protected NativeResource(string name, void* pointer) : base(0, ownsHandle: true)
    {
        _name = name;
        SetHandle((nint)pointer);
        if (pointer == null) throw new NativeException($"ggml could not make a {name}: {string.Join(" | ", NativeLog.LastProblems(2))}");
        HandleAudit.Opened(name);
    }

    public override bool IsInvalid => handle == 0;

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed && !IsInvalid) HandleAudit.Closed(_name, disposing);
        base.Dispose(disposing);
    }
}

/// <summary>Headers of tensors and graphs; their data lies in buffers elsewhere.</summary>
internal sealed unsafe class TensorContext(nuint bytes) : NativeResource("tensor context", Ggml.ggml_init(new ggml_init_params { mem_size = bytes, no_alloc = 1 }))
{
    public ggml_context* Pointer => (ggml_context*)handle;

    protected override bool ReleaseHandle()
    {
        Ggml.ggml_free(Pointer);
        return true;
    }
}

/// <summary>The memory of all tensors of a context.</summary>
internal sealed unsafe class TensorBuffer(TensorContext context, TrainingDevice device)
    : NativeResource("tensor buffer", Ggml.ggml_backend_alloc_ctx_tensors(context.Pointer, device.Pointer))
{
    public long Bytes => (long)Ggml.ggml_backend_buffer_get_size((ggml_backend_buffer*)handle);

    protected override bool ReleaseHandle()
    {
        Ggml.ggml_backend_buffer_free((ggml_backend_buffer*)handle);
        return true;
    }
}

/// <summary>The memory of a graph's intermediate results, reused within it.</summary>
internal sealed unsafe class GraphAllocator(TrainingDevice device)
    : NativeResource("graph allocator", Ggml.ggml_gallocr_new(Ggml.ggml_backend_get_default_buffer_type(device.Pointer)))
{
    public long Bytes => (long)Ggml.ggml_gallocr_get_buffer_size((ggml_gallocr*)handle, 0);

    public void Allocate(ggml_cgraph* graph, string what)
    {
        if (Ggml.ggml_gallocr_alloc_graph((ggml_gallocr*)handle, graph) == 0)
            throw new InputException($"There is no memory for {what}: use fewer windows at a time, a shorter context or a smaller vocabulary. {string.Join(" | ", NativeLog.LastProblems(1))}");
    }

    protected override bool ReleaseHandle()
    {
        Ggml.ggml_gallocr_free((ggml_gallocr*)handle);
        return true;
    }
}
