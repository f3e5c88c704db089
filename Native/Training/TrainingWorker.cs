using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>
/// Computes batches on a device of its own with one thread: for each size of batch two graphs over the shared weights, loss alone and loss with
/// gradients, and its own sums of gradients. Several workers side by side never wait for each other within a graph, where ggml's threads would spin at some
/// two thousand barriers a batch.
/// </summary>
internal sealed unsafe class TrainingWorker : IDisposable
{
    private const int GraphNodes = 1 << 15; // 200 layers would fit; an unused place costs some hundred bytes
    private readonly TrainingShape _shape;
    private readonly TrainingDevice _device;
    private readonly bool _gpu;
    private readonly bool _own;
    private readonly IReadOnlyDictionary<string, nint> _weights;
    private readonly Dictionary<string, nint> _gradients = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];
    private readonly TensorBuffer _memory;
    private readonly Dictionary<WindowSize, Graphs> _graphs = [];
    private readonly ggml_tensor* _lossGradient;

    public TrainingWorker(TrainingShape shape, IReadOnlyList<WindowSize> sizes, IReadOnlyDictionary<string, nint> weights, bool gpu, bool? own = null, DosedDirections? directions = null)
    {
        (_shape, _weights, _gpu, _own) = (shape, weights, gpu, own ?? FloatProduct.IsFast);
        _device = Own(TrainingDevice.Open(gpu, threads: 1));
        try
        {
            var context = Own(new TensorContext((nuint)(weights.Count + (sizes.Count * TrainingInputs.Count) + (directions?.Layers.Count ?? 0) + 2) * Ggml.ggml_tensor_overhead()));
            foreach (var (name, weight) in weights) _gradients[name] = (nint)Ggml.ggml_dup_tensor(context.Pointer, (ggml_tensor*)weight);
            var unit = TrainingInputs.NewUnit(context.Pointer, shape.Vocabulary);
            var dosed = new Dictionary<int, nint>();
            foreach (var block in directions?.Layers.Keys ?? []) dosed[block] = (nint)TrainingInputs.NewDirections(context.Pointer, directions!, block);
            foreach (var size in sizes.Distinct()) _graphs[size] = new Graphs(new TrainingInputs(context.Pointer, size, unit, dosed));
            _lossGradient = TrainingInputs.Named(Ggml.ggml_new_tensor_1d(context.Pointer, (int)GgmlType.F32, 1), "loss gradient");
            _memory = Own(new TensorBuffer(context, _device));
            TrainingInputs.FillUnit(unit);
            foreach (var (block, tensor) in dosed) TrainingInputs.FillDirections((ggml_tensor*)tensor, directions!.Layers[block]);
            TrainingInputs.Upload<float>(_lossGradient, [1f]);
            foreach (var graphs in _graphs.Values)
            {
                BuildForward(graphs);
                BuildBackward(graphs);
            }

            ClearGradients();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IReadOnlyDictionary<string, nint> Gradients => _gradients;

    public long MemoryBytes => _memory.Bytes + _owned.OfType<GraphAllocator>().Sum(a => a.Bytes);

    public void ClearGradients()
    {
        foreach (var gradient in _gradients.Values) TrainingInputs.Zero((ggml_tensor*)gradient);
    }

    /// <summary>Adds the batch's gradients to those there are; returns its weighted loss, times <paramref name="scale"/>.</summary>
    public float Accumulate(WindowBatch batch, float scale)
    {
        var graphs = Set(batch, scale);
        _device.Compute(graphs.Backward);
        return Scalar(graphs.BackwardLoss);
    }

    public float Evaluate(WindowBatch batch, float scale)
    {
        var graphs = Set(batch, scale);
        _device.Compute(graphs.Forward);
        return Scalar(graphs.ForwardLoss);
    }

    /// <summary>The logits of a batch, [places that are predicted, vocabulary].</summary>
    public float[] Logits(WindowBatch batch)
    {
        Evaluate(batch, 1);
        var logits = new float[(long)batch.Windows * batch.Predicted * _shape.Vocabulary];
        TrainingInputs.Download<float>(_graphs[batch.Size].Logits, logits);
        return logits;
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
        _owned.Clear();
    }

    private Graphs Set(WindowBatch batch, float scale)
    {
        var graphs = _graphs[batch.Size];
        graphs.Inputs.Set(batch, scale);
        return graphs;
    }

    private void BuildForward(Graphs graphs)
    {
        graphs.Forward = NewGraph(gradients: false, out var ctx);
        var graph = new ForwardGraph(ctx, _shape, graphs.Inputs, _weights);
        graphs.Logits = graph.Logits();
        Ggml.ggml_set_output(graphs.Logits);
        graphs.ForwardLoss = graph.Loss(graphs.Logits);
        Ggml.ggml_build_forward_expand(graphs.Forward, graphs.ForwardLoss);
        graphs.Forward = Fast(ctx, graphs.Forward);
        Place(graphs.Forward, "the loss");
    }

    private void BuildBackward(Graphs graphs)
    {
        var backward = NewGraph(gradients: true, out var ctx);
        var graph = new ForwardGraph(ctx, _shape, graphs.Inputs, _weights);
        graphs.BackwardLoss = graph.Loss(graph.Logits());
        Ggml.ggml_build_forward_expand(backward, graphs.BackwardLoss);
        var names = _weights.ToDictionary(w => w.Value, w => w.Key);
        var sums = new ggml_tensor*[Ggml.ggml_graph_n_nodes(backward)]; // where the library adds up the gradient of a node
        for (var i = 0; i < sums.Length; i++)
        {
            var node = Ggml.ggml_graph_node(backward, i);
            if (node == graphs.BackwardLoss) sums[i] = _lossGradient;
            else if (names.TryGetValue((nint)node, out var name)) sums[i] = (ggml_tensor*)_gradients[name];
        }

        fixed (ggml_tensor** s = sums) Ggml.ggml_build_backward_expand(ctx, backward, s); // the array is read during the call only
        graphs.Backward = Fast(ctx, backward);
        Place(graphs.Backward, "the gradients");
    }

    private ggml_cgraph* Fast(ggml_context* ctx, ggml_cgraph* graph)
    {
        if (_gpu) return graph;
        var fast = Ggml.ggml_new_graph_custom(ctx, GraphNodes, 0);
        if (_own) MatrixProducts.Exchange(ctx, graph, fast);
        else OuterProducts.Exchange(ctx, graph, fast);
        return fast;
    }

    private ggml_cgraph* NewGraph(bool gradients, out ggml_context* ctx)
    {
        var overhead = (3 * Ggml.ggml_graph_overhead_custom(GraphNodes, 1)) + ((nuint)GraphNodes * Ggml.ggml_tensor_overhead());
        ctx = Own(new TensorContext(overhead)).Pointer;
        return Ggml.ggml_new_graph_custom(ctx, GraphNodes, gradients ? (byte)1 : (byte)0);
    }

    private void Place(ggml_cgraph* graph, string what)
    {
        _device.Require(graph);
        Own(new GraphAllocator(_device)).Allocate(graph, what);
    }

    private T Own<T>(T resource) where T : IDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    private static float Scalar(ggml_tensor* tensor)
    {
        Span<float> value = stackalloc float[1];
        TrainingInputs.Download(tensor, value);
        return value[0];
    }

    private sealed class Graphs(TrainingInputs inputs)
    {
        public TrainingInputs Inputs { get; } = inputs;

        public ggml_cgraph* Forward { get; set; }

        public ggml_cgraph* Backward { get; set; }

        public ggml_tensor* ForwardLoss { get; set; }

        public ggml_tensor* BackwardLoss { get; set; }

        public ggml_tensor* Logits { get; set; }
    }
}
