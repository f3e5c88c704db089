using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;
using PersonaSim.Native.Models;

namespace PersonaSim.Native.Decoding;

internal sealed unsafe class ContextHandle : SafeHandle
{
    private readonly ModelHandle _model;

    private ContextHandle(ModelHandle model) : base(0, ownsHandle: true) => _model = model;

    public override bool IsInvalid => handle == 0;

    public llama_context* Pointer => (llama_context*)handle;

    /// <summary>A context keeps its model alive: the reference is taken before the native call and given back on failure.</summary>
    public static ContextHandle Create(ModelHandle model, in llama_context_params parameters)
    {
        var context = new ContextHandle(model);
        var referenced = false;
        try
        {
            model.DangerousAddRef(ref referenced);
            context.SetHandle((nint)Llama.llama_init_from_model(model.Pointer, parameters));
        }
        finally
        {
            if (referenced && context.IsInvalid) model.DangerousRelease();
        }

        if (!context.IsInvalid) HandleAudit.Opened(nameof(LlamaContext));
        return context;
    }

    protected override bool ReleaseHandle()
    {
        Llama.llama_free(Pointer);
        _model.DangerousRelease();
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed && !IsInvalid) HandleAudit.Closed(nameof(LlamaContext), disposing);
        base.Dispose(disposing);
    }
}
