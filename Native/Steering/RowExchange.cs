using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>
/// Replaces one operand of each steered layer's add before the node is computed, and asks for nothing, so the graph still runs as a whole.
/// A patched graph that the library reuses is recognised by our own operand.
/// </summary>
internal sealed unsafe class RowExchange(LayerSlot[] slots) : INodeVisitor, IDisposable
{
    /// <summary>Our rows in place of the library's vector, or the library's vector back in its place.</summary>
    public bool Patch { get; set; }

    public ReadOnlySpan<LayerSlot> Slots => slots;

    /// <summary>Lets a test raise a fault inside the callback.</summary>
    internal Action<int>? OnPatched { get; set; }

    public void Begin()
    {
        foreach (var slot in slots) slot.Patched = 0;
    }

    public bool Visit(ggml_tensor* node, bool ask)
    {
        if (!ask || node->op != Ggml.GGML_OP_ADD) return false;
        foreach (var slot in slots)
        {
            var operand = node->src[slot.Source];
            if (operand != (nint)slot.Original && operand != (nint)slot.Header) continue;
            Exchange(node, slot);
            break;
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var slot in slots) slot?.Dispose(); // null: the construction of a later slot failed
    }

    private void Exchange(ggml_tensor* node, LayerSlot slot)
    {
        if (!Patch)
        {
            node->src[slot.Source] = (nint)slot.Original;
            return;
        }

        if (node->ne[slot.Axis] != slot.Header->ne[slot.Axis]) throw new NativeException($"The node of layer {slot.Layer} has {node->ne[slot.Axis]} rows where {slot.Header->ne[slot.Axis]} were prepared: the batch was split or reordered.");
        node->src[slot.Source] = (nint)slot.Header;
        slot.Patched++;
        OnPatched?.Invoke(slot.Layer);
    }
}
