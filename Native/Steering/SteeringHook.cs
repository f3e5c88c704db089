using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>What the eval callback does with the nodes it is asked about.</summary>
internal enum HookMode
{
    Off,

    /// <summary>Looks for the operands that hold the sentinels.</summary>
    Discover,

    /// <summary>Puts our rows in place of the library's vector.</summary>
    Patch,

    /// <summary>Puts the library's vector back.</summary>
    Restore,
}

/// <summary>
/// The eval callback of a steering context. It is asked about every node before the node is computed and always answers "no, thanks", so
/// the graph still runs as a whole; on the way it replaces one operand of each steered layer's add.
/// </summary>
internal sealed unsafe class SteeringHook : IDisposable
{
    private GCHandle _self;
    private LayerSlot[] _slots = [];

    public SteeringHook() => _self = GCHandle.Alloc(this);

    public HookMode Mode { get; set; }

    /// <summary>The first exception of a callback; nothing may cross the native frames, so it waits here.</summary>
    public Exception? Fault { get; private set; }

    public ReadOnlySpan<LayerSlot> Slots => _slots;

    /// <summary>Called on each node while discovering.</summary>
    public OperandSearch? Search { get; set; }

    /// <summary>Lets a test raise a fault inside the callback.</summary>
    internal Action<int>? OnPatched { get; set; }

    public void Attach(ref llama_context_params parameters)
    {
        parameters.cb_eval = &OnNode;
        parameters.cb_eval_user_data = (void*)GCHandle.ToIntPtr(_self); // freed in Dispose, after the context that uses it
    }

    public void Use(LayerSlot[] slots) => _slots = slots;

    public void Begin()
    {
        Fault = null;
        foreach (var slot in _slots) slot.Patched = 0;
    }

    public void Dispose()
    {
        foreach (var slot in _slots) slot.Dispose();
        _slots = [];
        if (_self.IsAllocated) _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte OnNode(ggml_tensor* node, byte ask, void* userData)
    {
        var hook = Unsafe.As<SteeringHook>(GCHandle.FromIntPtr((nint)userData).Target!);
        try
        {
            hook.Node(node);
        }
        catch (Exception e) // must not cross the native frame
        {
            hook.Fault ??= e;
        }

        return 0;
    }

    private void Node(ggml_tensor* node)
    {
        switch (Mode)
        {
            case HookMode.Patch:
                Exchange(node, patch: true);
                break;
            case HookMode.Restore:
                Exchange(node, patch: false);
                break;
            case HookMode.Discover:
                Search!.Look(node);
                break;
        }
    }

    private void Exchange(ggml_tensor* node, bool patch)
    {
        if (node->op != Ggml.GGML_OP_ADD) return;
        foreach (var slot in _slots)
        {
            var operand = node->src[slot.Source];
            if (operand != (nint)slot.Original && operand != (nint)slot.Header) continue;
            if (!patch)
            {
                node->src[slot.Source] = (nint)slot.Original;
                return;
            }

            if (node->ne[slot.Axis] != slot.Header->ne[slot.Axis]) throw new NativeException($"The node of layer {slot.Layer} has {node->ne[slot.Axis]} rows where {slot.Header->ne[slot.Axis]} were prepared: the batch was split or reordered.");
            node->src[slot.Source] = (nint)slot.Header;
            slot.Patched++;
            OnPatched?.Invoke(slot.Layer);
            return;
        }
    }
}
