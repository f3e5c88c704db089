using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>
/// Computes batches on a device of its own with one thread: two graphs over the shared weights, loss alone and loss with gradients, and its
/// own sums of gradients. Several workers side by side never wait for each other within a graph, where ggml's threads would spin at some
/// two thousand barriers a batch.
/// </summary>
internal sealed unsafe class TrainingWorker : IDisposable
{
    private const int GraphNodes = 1 << 15; // 200 layers would fit; an unused place costs some hundred bytes
    private readonly TrainingShape _shape;
    private readonly TrainingDevice _device;
    private readonly bool _gpu;
    private readonly IReadOnlyDictionary<string, nint> _weights;
    private readonly Dictionary<string, nint> _gradients = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _owned = [];
    private readonly TensorBuffer _memory;
    private readonly TrainingInputs _inputs;
    private readonly ggml_tensor* _lossGradient;
    private ggml_cgraph* _forward;
    private ggml_cgraph* _backward;
    private ggml_tensor* _forwardLoss;
    private ggml_tensor* _backwardLoss;
    private ggml_tensor* _logits;

    public TrainingWorker(TrainingShape shape, int windows, IReadOnlyDictionary<string, nint> weights, bool gpu)
    {
        (_shape, _weights, _gpu) = (shape, weights, gpu);
        _device = Own(TrainingDevice.Open(gpu, threads: 1));
        try
        {
            var context = Own(new TensorContext((nuint)(weights.Count + TrainingInputs.Count + 1) * Ggml.ggml_tensor_overhead()));
            foreach (var (name, weight) in weights) _gradients[name] = (nint)Ggml.ggml_dup_tensor(context.Pointer, (ggml_tensor*)weight);
            _inputs = new TrainingInputs(context.Pointer, shape, windows);
            _lossGradient = TrainingInputs.Named(Ggml.ggml_new_tensor_1d(context.Pointer, (int)GgmlType.F32, 1), "loss gradient");
            _memory = Own(new TensorBuffer(context, _device));
            _inputs.Start();
            TrainingInputs.Upload<float>(_lossGradient, [1f]);
            BuildForward();
            BuildBackward();
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
        _inputs.Set(batch, scale);
        _device.Compute(_backward);
        return Scalar(_backwardLoss);
    }

    public float Evaluate(WindowBatch batch, float scale)
    {
        _inputs.Set(batch, scale);
        _device.Compute(_forward);
        return Scalar(_forwardLoss);
    }

    /// <summary>The logits of a batch, [places, vocabulary].</summary>
    public float[] Logits(WindowBatch batch)
    {
        Evaluate(batch, 1);
        var logits = new float[(long)batch.Windows * batch.Context * _shape.Vocabulary];
        TrainingInputs.Download<float>(_logits, logits);
        return logits;
    }

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
        _owned.Clear();
    }

    private void BuildForward()
    {
        _forward = NewGraph(gradients: false, out var ctx);
        var graph = new ForwardGraph(ctx, _shape, _inputs, _weights);
        _logits = graph.Logits();
        Ggml.ggml_set_output(_logits);
        _forwardLoss = graph.Loss(_logits);
        Ggml.ggml_build_forward_expand(_forward, _forwardLoss);
        Place(_forward, "the loss");
    }

    private void BuildBackward()
    {
        _backward = NewGraph(gradients: true, out var ctx);
        var graph = new ForwardGraph(ctx, _shape, _inputs, _weights);
        _backwardLoss = graph.Loss(graph.Logits());
        Ggml.ggml_build_forward_expand(_backward, _backwardLoss);
        var names = _weights.ToDictionary(w => w.Value, w => w.Key);
        var sums = new ggml_tensor*[Ggml.ggml_graph_n_nodes(_backward)]; // where the library adds up the gradient of a node
        for (var i = 0; i < sums.Length; i++)
        {
            var node = Ggml.ggml_graph_node(_backward, i);
            if (node == _backwardLoss) sums[i] = _lossGradient;
            else if (names.TryGetValue((nint)node, out var name)) sums[i] = (ggml_tensor*)_gradients[name];
        }

        fixed (ggml_tensor** s = sums) Ggml.ggml_build_backward_expand(ctx, _backward, s); // the array is read during the call only
        if (!_gpu)
        {
            var fast = Ggml.ggml_new_graph_custom(ctx, GraphNodes, 0);
            OuterProducts.Exchange(ctx, _backward, fast);
            _backward = fast;
        }

        Place(_backward, "the gradients");
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
}
