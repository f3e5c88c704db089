using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Models;

internal sealed unsafe class ModelHandle : SafeHandle
{
    public ModelHandle(llama_model* model) : base(0, ownsHandle: true)
    {
        SetHandle((nint)model);
        HandleAudit.Opened(nameof(LlamaModel));
    }

    public override bool IsInvalid => handle == 0;

    public llama_model* Pointer => (llama_model*)handle;

    protected override bool ReleaseHandle()
    {
        Llama.llama_model_free(Pointer);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!IsClosed) HandleAudit.Closed(nameof(LlamaModel), disposing);
        base.Dispose(disposing);
    }
}
