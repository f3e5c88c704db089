using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>A context's eval callback; what it does is its visitor's business, none means that every node is waved through.</summary>
internal sealed unsafe class EvalHook : IDisposable
{
    private GCHandle _self;
    private Exception? _fault;

    public EvalHook() => _self = GCHandle.Alloc(this);

    public INodeVisitor? Visitor { get; set; }

    public void Attach(ref llama_context_params parameters)
    {
        parameters.cb_eval = &OnNode;
        parameters.cb_eval_user_data = (void*)GCHandle.ToIntPtr(_self); // freed in Dispose, after the context that uses it
    }

    public void Begin() => _fault = null;

    /// <summary>Throws what a callback of the last decode threw: nothing may cross the native frames, so it waited here.</summary>
    public void Rethrow()
    {
        if (_fault is not null) ExceptionDispatchInfo.Throw(_fault);
    }

    public void Dispose()
    {
        if (_self.IsAllocated) _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnNode(ggml_tensor* node, byte ask, void* userData)
    {
        var hook = Unsafe.As<EvalHook>(GCHandle.FromIntPtr((nint)userData).Target!);
        try
        {
            // behind a node "true" lets the graph go on: stopping it would leave llama_decode returning 0 all the same
            return hook._fault is null && hook.Visitor is { } visitor ? (visitor.Visit(node, ask != 0) || ask == 0 ? (byte)1 : (byte)0) : (byte)(ask == 0 ? 1 : 0);
        }
        catch (Exception e) // must not cross the native frame
        {
            hook._fault = e;
            return ask == 0 ? (byte)1 : (byte)0;
        }
    }
}
