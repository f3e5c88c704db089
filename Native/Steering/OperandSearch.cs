using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Steering;

/// <summary>
/// Where a layer's vector enters the graph: the library's operand, which source of the node it is, which dimension counts tokens, and whether
/// the node has only the rows with output (the last layer).
/// </summary>
internal readonly record struct LayerOperand(int Layer, nint Operand, int Source, int Axis, bool OutputsOnly, string Node);

/// <summary>
/// Finds each layer's vector among the operands of a graph by what it holds: names differ between architectures, but the library put
/// 7000 + layer into every element of layer's vector, because we asked it to.
/// </summary>
internal sealed unsafe class OperandSearch : INodeVisitor
{
    public const float Base = 7000;
    private const int Sources = 10; // GGML_MAX_SRC
    private const int Tokens = 7;
    private readonly Dictionary<int, LayerOperand> _found = [];
    private readonly List<string> _oddities = [];
    private readonly float[] _buffer;
    private readonly int _outputs;

    private OperandSearch(int width, int outputs) => (_buffer, _outputs) = (new float[width], outputs);

    /// <summary>The operands of these layers, ascending, or the reason why this context has none that can be trusted. Clears the cache.</summary>
    public static (LayerOperand[] Operands, string? Reason) Run(LlamaContext context, EvalHook hook, StockVector stock, IReadOnlyList<int> layers)
    {
        if (context.BatchTokens < Tokens || context.Cells < Tokens) return ([], $"a context of {context.BatchTokens} batch tokens is too small for the probe (at least {Tokens})");
        if (context.Model.HasRecurrentMemory) return ([], "its memory is recurrent, which splits batches by sequence");
        var search = new OperandSearch(context.Model.Width, Math.Min(3, context.Options.OutputRows));
        stock.SetSentinels(layers[0], layers[^1]);
        search.Decode(context, hook);
        context.Cache.Clear();
        stock.Set(null, layers);
        if (search._oddities.Count > 0) return ([], "unknown graph: " + string.Join("; ", search._oddities));
        if (search._found.Count == 0) return ([], "this architecture does not add control vectors at all");
        var missing = layers.Where(l => !search._found.ContainsKey(l)).ToList();
        return missing.Count > 0 ? ([], $"layers {string.Join(", ", missing)} have no control-vector node") : ([.. layers.Select(l => search._found[l])], null);
    }

    public bool Visit(ggml_tensor* node, bool ask)
    {
        for (var s = 0; ask && s < Sources && node->src[s] != 0; s++)
        {
            if (Layer((ggml_tensor*)node->src[s]) is not { } layer) continue;
            var name = LlamaRuntime.Text((byte*)&node->name); // the node is live while its callback runs
            // the scheduler names its copies of a tensor BACKEND#NAME#N; they come and go with the graph
            var operand = LlamaRuntime.Text((byte*)&((ggml_tensor*)node->src[s])->name);
            if (operand.Contains('#', StringComparison.Ordinal)) _oddities.Add($"layer {layer}: its vector reaches the graph as a copy ('{operand}'), because the model lies on several devices");
            else if (node->op != Ggml.GGML_OP_ADD || Axis(node) is not { } axis) _oddities.Add($"layer {layer}: used by '{name}' (operation {node->op}, shape {node->ne[0]} x {node->ne[1]} x {node->ne[2]} x {node->ne[3]})");
            else if (!_found.TryAdd(layer, new LayerOperand(layer, node->src[s], s, axis, node->ne[axis] != Tokens, name))) _oddities.Add($"layer {layer}: used by '{name}' as well as by '{_found[layer].Node}'");
        }

        return false;
    }

    // Seven tokens of which three have output: no other dimension of a node is likely to count either.
    private void Decode(LlamaContext context, EvalHook hook)
    {
        using var batch = new DecodeBatch(Tokens);
        for (var i = 0; i < Tokens; i++) batch.Add(i, i, new SequenceId(0), output: i >= Tokens - _outputs);
        hook.Begin();
        hook.Visitor = this;
        try
        {
            context.LibraryDecode(batch);
        }
        finally
        {
            hook.Visitor = null;
        }

        hook.Rethrow();
    }

    // A leaf of n_embd floats that all hold one layer's sentinel.
    private int? Layer(ggml_tensor* source)
    {
        if (source->op != Ggml.GGML_OP_NONE || source->type != 0 || source->buffer == null || source->data == null) return null;
        if (source->ne[0] != _buffer.Length || source->ne[1] != 1 || source->ne[2] != 1 || source->ne[3] != 1) return null;
        fixed (float* target = _buffer) Ggml.ggml_backend_tensor_get(source, target, 0, (nuint)_buffer.Length * sizeof(float)); // exactly the tensor's size
        var layer = _buffer[0] - Base;
        if (layer < 1 || layer != (int)layer) return null;
        return _buffer.AsSpan().ContainsAnyExcept(_buffer[0]) ? null : (int)layer;
    }

    // The dimension that counts tokens; with a single output row every trailing dimension is 1, and the second one is meant.
    private int? Axis(ggml_tensor* node)
    {
        for (var d = 3; d >= 1; d--)
        {
            if (node->ne[d] == Tokens || (node->ne[d] == _outputs && _outputs > 1)) return d;
        }

        return _outputs == 1 ? 1 : null;
    }
}
