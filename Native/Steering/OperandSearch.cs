using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>
/// Finds each layer's vector among the operands of a graph by what it holds: names differ between architectures, but the library put
/// 7000 + layer into every element of layer's vector, because we asked it to.
/// </summary>
internal sealed unsafe class OperandSearch(int width, int tokens, int outputs)
{
    public const float Base = 7000;
    private readonly Dictionary<int, Found> _found = [];
    private readonly float[] _buffer = new float[width];

    internal readonly record struct Found(nint Operand, int Source, int Axis, bool OutputsOnly, string NodeName);

    public IReadOnlyDictionary<int, Found> ByLayer => _found;

    /// <summary>Layers whose vector is used by more than one node, or by one that is no addition.</summary>
    public List<string> Oddities { get; } = [];

    public void Look(ggml_tensor* node)
    {
        for (var s = 0; s < 10; s++)
        {
            var source = (ggml_tensor*)node->src[s];
            if (source == null) break;
            if (Layer(source) is not { } layer) continue;
            var name = Loading.LlamaRuntime.Text((byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref node->name[0])); // the node is live while its callback runs
            if (node->op != Ggml.GGML_OP_ADD || Axis(node) is not { } axis) Oddities.Add($"layer {layer}: used by '{name}' (operation {node->op}, shape {node->ne[0]} x {node->ne[1]} x {node->ne[2]} x {node->ne[3]})");
            else if (!_found.TryAdd(layer, new Found((nint)source, s, axis, tokens != outputs && node->ne[axis] == outputs, name))) Oddities.Add($"layer {layer}: used by '{name}' as well as by '{_found[layer].NodeName}'");
        }
    }

    // A leaf of n_embd floats that all hold one layer's sentinel.
    private int? Layer(ggml_tensor* source)
    {
        if (source->op != Ggml.GGML_OP_NONE || source->type != 0 || source->buffer == null || source->data == null) return null;
        if (source->ne[0] != width || source->ne[1] != 1 || source->ne[2] != 1 || source->ne[3] != 1) return null;
        fixed (float* target = _buffer) Ggml.ggml_backend_tensor_get(source, target, 0, (nuint)width * sizeof(float)); // the buffer holds width floats
        var first = _buffer[0];
        var layer = first - Base;
        if (layer < 1 || layer > 10_000 || layer != (int)layer) return null;
        return _buffer.AsSpan().ContainsAnyExcept(first) ? null : (int)layer;
    }

    private int? Axis(ggml_tensor* node)
    {
        for (var d = 3; d >= 1; d--)
        {
            if (node->ne[d] == tokens || node->ne[d] == outputs && outputs > 1) return d;
        }

        return outputs == 1 ? 1 : null;
    }
}
